package no.ditioroutes.camel;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.ditioroutes.Stop;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.kafka.Publisher;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.monitor.StreamMeters;
import no.ditioroutes.store.Store;
import no.ditioroutes.stream.Run;
import no.ditioroutes.stream.Sinks;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.PropertiesHelper;

/**
 * The steps of a stream's route around its records: {@code ditio-run:open}, {@code ditio-run:page},
 * {@code ditio-run:commit}.
 *
 * <p>Options of {@code open}: {@code stream}, {@code path}, {@code fetch} (the route that fetches a page), and where they
 * differ from the settings {@code scope}, {@code table}, {@code chunkLimit}, {@code overlap}, {@code lag}, {@code from}
 * and {@code to} (window of the first load), {@code query.NAME} (further query parameters), {@code windowColumn} (the
 * column of the table that Ditio's date window is about, for {@code backfill --reconcile}).
 */
public final class RunComponent extends DefaultComponent {

    /** Further query parameters of Ditio's, {@code query.NAME}, come besides. */
    private static final List<String> OPEN_OPTIONS = List.of(
            "stream", "path", "fetch", "scope", "table", "chunkLimit", "overlap", "lag", "from", "to", "windowColumn");

    @Override
    protected Endpoint createEndpoint(String uri, String step, Map<String, Object> parameters) throws Exception {
        if (step.equals("open")) {
            return open(uri, parameters);
        }
        Processor work =
                switch (step) {
                    case "page" -> RunComponent::nextPage;
                    case "commit" -> exchange -> run(exchange).commit();
                    default -> throw new IllegalArgumentException("ditio-run knows open, page and commit, not " + step);
                };
        StepEndpoint.checkOptions(uri, parameters, List.of());
        return StepEndpoint.of(uri, this, work);
    }

    /** The run that {@code ditio-run:open} left in the exchange. */
    static Run run(Exchange exchange) {
        Run run = exchange.getVariable("run", Run.class);
        if (run == null) {
            throw new IllegalStateException("no run is open here: ditio-run:open comes first");
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
                bean(Stop.class).request();
            }
        });
    }

    private Endpoint open(String uri, Map<String, Object> parameters) throws Exception {
        // In an order of its own: a cursor knows its stream by them, also after a restart.
        Map<String, String> filters = new TreeMap<>();
        PropertiesHelper.extractProperties(parameters, "query.")
                .forEach((name, value) -> filters.put(name, value.toString()));
        StepEndpoint.checkOptions(uri, parameters, OPEN_OPTIONS);
        OpenEndpoint endpoint = new OpenEndpoint(uri, this, filters);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    Sinks sinks() {
        return new Sinks(bean(Store.class), bean(Publisher.class), bean(ServerClock.class), bean(Meters.class));
    }

    StreamMeters meters(String stream) {
        return bean(Meters.class).stream(stream);
    }

    Stop stopSignal() {
        return bean(Stop.class);
    }

    private <T> T bean(Class<T> type) {
        return CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), type);
    }

    private static void nextPage(Exchange exchange) {
        exchange.getMessage().setBody(run(exchange).next());
    }
}
