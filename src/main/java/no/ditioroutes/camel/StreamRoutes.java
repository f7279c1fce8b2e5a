package no.ditioroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.BadRequest;
import no.ditioroutes.ditio.NetworkFault;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.kafka.Publisher;
import no.ditioroutes.routes.RouteFiles;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Store;
import no.ditioroutes.store.Target;
import no.ditioroutes.stream.InlinePages;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.StreamSettings;
import no.ditioroutes.stream.StreamSettings.Slice;
import no.ditioroutes.stream.SyncRun;
import no.ditioroutes.stream.TargetComparison;
import no.ditioroutes.stream.TargetFiller;
import no.ditioroutes.utilisation.Period;
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
public final class StreamRoutes {

    private static final String GROUP = "stream";

    /** Of routes that keep no cursor: what they read, they ask for anew each time. */
    private static final String READING = "reading";

    private final CamelContext camel;

    public StreamRoutes(CamelContext camel) {
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
        return sync(stream, false);
    }

    /** The same; {@code force} lets a full load after a reset remove what Ditio no longer has even if that is much. */
    public RunReport sync(String stream, boolean force) {
        return run("direct:" + stream, "force", force);
    }

    /** Runs a slice of a stream beside its own cursor. */
    public RunReport backfill(String stream, Slice slice) {
        return run("direct:" + stream, "slice", slice);
    }

    /** Sends records at hand through the route of a stream. */
    public RunReport resend(String stream, InlinePages inline) {
        return run("direct:" + stream, "inline", inline);
    }

    /** Runs a route that keeps no cursor, for a period. */
    public RunReport read(String route, Period period) {
        return run("direct:" + route, "period", period);
    }

    /** What the route of a stream says of it. */
    public StreamSettings settings(String stream) {
        return opening(stream).settings();
    }

    /** Another stream that writes to the same table. */
    public Optional<String> sharingTableWith(String stream) {
        String table = table(stream);
        return names().stream()
                .filter(other -> !other.equals(stream))
                .filter(other -> findOpening(other)
                        .map(OpenEndpoint::table)
                        .filter(table::equals)
                        .isPresent())
                .findFirst();
    }

    /**
     * Up to when everything is stored of a stream with this cursor; nothing where the cursor does not tell, or a setting of
     * the stream is wrong, which its own runs report.
     */
    public Optional<Instant> upTo(String stream, Cursor cursor) {
        try {
            return settings(stream).upTo(cursor);
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    /** Returns the topics and further tables that the stream's route names, and those of the routes it leads to. */
    public List<Target> targets(String stream) {
        StreamSettings settings = settings(stream);
        return allEndpoints(camel.getRoute(stream), new HashSet<>())
                .filter(SinkEndpoint.class::isInstance)
                .map(sink -> ((SinkEndpoint) sink).target(settings))
                .filter(target -> !target.equals(Target.table(settings.table())))
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<Endpoint> allEndpoints(Route route, Set<Route> visited) {
        if (!visited.add(route)) {
            return Stream.of();
        }
        List<Endpoint> own = endpoints(route.navigate()).toList();
        Stream<Endpoint> further = camel.getRoutes().stream()
                .filter(other -> own.contains(other.getEndpoint()))
                .flatMap(other -> allEndpoints(other, visited));
        return Stream.concat(own.stream(), further);
    }

    /** Compares what the stream writes to with what it wrote to last. */
    public TargetComparison comparison(String stream, Store store, Publisher publisher) {
        return new TargetComparison(settings(stream), targets(stream), store, publisher);
    }

    /** Fills what the stream writes to, by its own route. */
    public TargetFiller filler(String stream) {
        return filler(stream, "direct:" + stream);
    }

    /** The same, by a route that is named. */
    TargetFiller filler(String stream, String via) {
        OpenEndpoint opening = opening(stream);
        return new TargetFiller(
                opening.settings(), targets(stream), opening.sinks(), pages -> run(via, "inline", pages));
    }

    /** The scopes that the calls of a stream need. */
    public String scope(String stream) {
        return opening(stream).scope();
    }

    /** The name of the table of a stream. */
    public String table(String stream) {
        return opening(stream).table();
    }

    /** Returns the streams that are left out since their files were refused, each with the reason. */
    public Map<String, String> leftOut() {
        return RouteFiles.of(camel).missing(GROUP, names());
    }

    /** Returns why each file of routes that was refused cannot be loaded. */
    public List<String> refusedFiles() {
        return RouteFiles.of(camel).rejected().stream()
                .map(Throwable::getMessage)
                .toList();
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
            endpoints(camel.getRoute(stream).navigate())
                    .filter(NextPageEndpoint.class::isInstance)
                    .map(NextPageEndpoint.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .fetch(request)
                    .join();
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

    private Optional<OpenEndpoint> findOpening(String stream) {
        return endpoints(camel.getRoute(stream).navigate())
                .filter(OpenEndpoint.class::isInstance)
                .map(OpenEndpoint.class::cast)
                .findFirst();
    }

    private OpenEndpoint opening(String stream) {
        return findOpening(stream)
                .orElseThrow(() -> new Failure(
                        Failure.Kind.SETTINGS,
                        "The route " + stream + " in " + file(stream)
                                + " is of the group stream and has no step ditio-stream:open"));
    }

    /** Of the steps of the route, and of the steps within those. */
    private static Stream<Endpoint> endpoints(Navigate<Processor> steps) {
        return steps == null || !steps.hasNext()
                ? Stream.of()
                : steps.next().stream().flatMap(StreamRoutes::endpointsOf);
    }

    private static Stream<Endpoint> endpointsOf(Processor step) {
        Stream<Endpoint> own =
                step instanceof EndpointAware aware ? Stream.ofNullable(aware.getEndpoint()) : Stream.of();
        @SuppressWarnings("unchecked") // a processor that leads on leads to processors
        Stream<Endpoint> within = step instanceof Navigate<?> ? endpoints((Navigate<Processor>) step) : Stream.of();
        return Stream.concat(own, within);
    }

    private RunReport run(String route, String variable, Object value) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(variable, value);
        try (var template = camel.createProducerTemplate()) {
            template.send(route, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (exchange.getException() != null && Causes.of(exchange.getException()) instanceof Failure failure) {
            throw failure;
        }
        if (exchange.getException() != null) {
            throw new IllegalStateException("The route " + route + " failed", exchange.getException());
        }
        RunReport report = exchange.getVariable("report", RunReport.class);
        return report == null
                ? exchange.getVariable(StreamComponent.VARIABLE, SyncRun.class).report()
                : report;
    }
}
