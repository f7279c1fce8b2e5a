package no.ditioroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.BadRequest;
import no.ditioroutes.ditio.NetworkFault;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.routes.RouteFiles;
import no.ditioroutes.stream.GivenPage;
import no.ditioroutes.stream.Run;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.StreamSettings;
import no.ditioroutes.stream.StreamSettings.Slice;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;

/** The streams there are: every route of the group {@code stream}, by its id. */
public final class Streams {

    private static final String GROUP = "stream";

    /** Of routes that keep no cursor: what they read, they ask for anew each time. */
    private static final String READING = "reading";

    private final CamelContext camel;

    public Streams(CamelContext camel) {
        this.camel = camel;
    }

    public List<String> names() {
        return names(Set.of(GROUP));
    }

    /** The routes that keep no cursor. */
    public List<String> reading() {
        return names(Set.of(READING));
    }

    private List<String> names(Set<String> groups) {
        return camel.getRoutes().stream()
                .filter(route -> route.getGroup() != null && groups.contains(route.getGroup()))
                .map(Route::getRouteId)
                .sorted()
                .toList();
    }

    /** The streams of these names, or all where none is given. */
    public List<String> named(List<String> wanted) {
        return named(wanted, names());
    }

    /** The same for {@code sync}, which also runs the routes of the group {@code reading}: they keep no cursor. */
    public List<String> toSync(List<String> wanted) {
        return named(wanted, names(Set.of(GROUP, READING)));
    }

    private List<String> named(List<String> wanted, List<String> names) {
        wanted.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            String reason = RouteFiles.of(camel)
                    .reasonWithout(unknown)
                    .map(refused -> ": " + refused)
                    .orElse("; the routes define " + String.join(", ", names));
            throw new Failure(Failure.Kind.SETTINGS, "There is no stream " + unknown + reason);
        });
        return wanted.isEmpty() ? names : wanted;
    }

    /** Runs a stream from where it stands. */
    public RunReport sync(String stream) {
        return run(stream, "slice", null);
    }

    /** Runs a slice of a stream beside its own cursor. */
    public RunReport backfill(String stream, Slice slice) {
        return run(stream, "slice", slice);
    }

    /** Sends records at hand through the route of a stream. */
    public RunReport resend(String stream, GivenPage given) {
        return run(stream, "given", given);
    }

    /** What the route of a stream says of it. */
    public StreamSettings settings(String stream) {
        return opening(stream).settings();
    }

    /** The scopes that the calls of a stream need. */
    public String scope(String stream) {
        return opening(stream).scope();
    }

    /** The name of the table of a stream. */
    public String table(String stream) {
        return opening(stream).table();
    }

    /** Returns why each file of routes that was refused cannot be loaded. */
    public List<String> refusedFiles() {
        return RouteFiles.of(camel).refused().stream()
                .map(Throwable::getMessage)
                .toList();
    }

    /** The column that the stream's date window is about, where its route tells. */
    public Optional<String> windowColumn(String stream) {
        return opening(stream).windowColumn();
    }

    /** The file that defines the stream. */
    public String file(String stream) {
        Resource file = camel.getRoute(stream).getSourceResource();
        return file == null ? "" : file.getLocation().replaceFirst("^file:", "");
    }

    /**
     * Has the stream's route fetch a page, of which nothing is kept.
     *
     * @throws Failure where there is none to be had
     */
    public void probe(String stream, PageRequest request) {
        try {
            opening(stream).fetch(request).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            String reason = e.getCause() instanceof BadRequest refused
                    ? refused.advice()
                    : NetworkFault.words(e.getCause()) + ". Check DITIO_REPORTING_BASE and the network";
            throw new Failure(Failure.Kind.DITIO, reason, e.getCause());
        }
    }

    private OpenEndpoint opening(String stream) {
        return endpoints(camel.getRoute(stream).navigate())
                .filter(OpenEndpoint.class::isInstance)
                .map(OpenEndpoint.class::cast)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.SETTINGS,
                        "The route " + stream + " in " + file(stream)
                                + " is of the group stream and has no step ditio-run:open"));
    }

    /** Of the steps of the route, and of the steps within those. */
    private static Stream<Endpoint> endpoints(Navigate<Processor> steps) {
        return steps == null || !steps.hasNext()
                ? Stream.of()
                : steps.next().stream().flatMap(Streams::endpointsOf);
    }

    private static Stream<Endpoint> endpointsOf(Processor step) {
        Stream<Endpoint> own =
                step instanceof EndpointAware aware ? Stream.ofNullable(aware.getEndpoint()) : Stream.of();
        @SuppressWarnings("unchecked") // a processor that leads on leads to processors
        Stream<Endpoint> within = step instanceof Navigate<?> ? endpoints((Navigate<Processor>) step) : Stream.of();
        return Stream.concat(own, within);
    }

    private RunReport run(String stream, String variable, Object value) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(variable, value);
        try (var template = camel.createProducerTemplate()) {
            template.send("direct:" + stream, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (exchange.getException() != null && Causes.of(exchange.getException()) instanceof Failure failure) {
            throw failure;
        }
        if (exchange.getException() != null) {
            throw new IllegalStateException("The route " + stream + " failed", exchange.getException());
        }
        RunReport report = exchange.getVariable("report", RunReport.class);
        return report == null ? exchange.getVariable("run", Run.class).report() : report;
    }
}
