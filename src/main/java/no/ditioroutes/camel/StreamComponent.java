package no.ditioroutes.camel;

import java.util.List;
import java.util.Map;
import no.ditioroutes.Exceptions;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.Sinks;
import no.ditioroutes.stream.SyncRun;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.PropertiesHelper;

/**
 * Creates the steps of a stream's route around its records: {@link FillTargetsEndpoint ditio-stream:fill-targets},
 * {@link OpenEndpoint ditio-stream:open}, {@link NextPageEndpoint ditio-stream:next-page} and {@link CommitEndpoint
 * ditio-stream:commit}.
 */
public final class StreamComponent extends DefaultComponent {

    /** The variable of the exchange that holds the run. */
    static final String VARIABLE = "sync";

    private static final List<String> STEPS = List.of("fill-targets", "open", "next-page", "commit");

    @Override
    protected Endpoint createEndpoint(String uri, String step, Map<String, Object> parameters) throws Exception {
        StepEndpoint endpoint =
                switch (step) {
                    case "fill-targets" -> new FillTargetsEndpoint(uri, this);
                    case "open" -> new OpenEndpoint(uri, this);
                    case "next-page" -> new NextPageEndpoint(uri, this);
                    case "commit" -> new CommitEndpoint(uri, this);
                    default -> throw StepEndpoint.unknownStep("ditio-stream", step, STEPS);
                };
        if (step.equals("open")) {
            // These may have any name, and the registry of streams reads them.
            PropertiesHelper.extractProperties(parameters, "query.");
        }
        endpoint.checkOptions(parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Returns the run that {@code ditio-stream:open} left in the exchange. */
    static SyncRun run(Exchange exchange) {
        SyncRun run = exchange.getVariable(VARIABLE, SyncRun.class);
        if (run == null) {
            throw new IllegalStateException("no run is open here: ditio-stream:open comes first");
        }
        return run;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        RecordConverters.addTo(getCamelContext());
        getCamelContext().addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext context) {
                bean(ShutdownSignal.class).request();
            }
        });
    }

    StreamRegistry streams() {
        return bean(StreamRegistry.class);
    }

    Sinks sinks() {
        return new Sinks(bean(Database.class), bean(KafkaPublisher.class), bean(ServerClock.class), bean(Meters.class));
    }

    /** Records why a run of a stream failed, for its health and metrics. */
    void failed(String stream, Throwable thrown) {
        bean(Meters.class).stream(stream)
                .failed(Exceptions.of(UserFacingException.class, thrown)
                        .map(UserFacingException::getMessage)
                        .orElse("An internal error; see the log"));
    }

    ShutdownSignal stopSignal() {
        return bean(ShutdownSignal.class);
    }

    private <T> T bean(Class<T> type) {
        return CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), type);
    }
}
