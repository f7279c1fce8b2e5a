package no.ditioroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import no.ditioroutes.Failure;
import no.ditioroutes.stream.Run;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.StreamSettings.Slice;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultExchange;

/** The streams there are: every route of the group {@code stream}, by its id. */
public final class Streams {

    private static final String GROUP = "stream";

    private final CamelContext camel;

    public Streams(CamelContext camel) {
        this.camel = camel;
    }

    public List<String> names() {
        return camel.getRoutes().stream()
                .filter(route -> GROUP.equals(route.getGroup()))
                .map(Route::getRouteId)
                .sorted()
                .toList();
    }

    /** The streams of these names, or all where none is given. */
    public List<String> named(List<String> wanted) {
        List<String> names = names();
        wanted.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "There is no stream " + unknown + "; the routes define " + String.join(", ", names));
        });
        return wanted.isEmpty() ? names : wanted;
    }

    /** Runs a stream from where it stands. */
    public RunReport sync(String stream) {
        return run(stream, null);
    }

    /** Runs a slice of a stream beside its own cursor. */
    public RunReport backfill(String stream, Slice slice) {
        return run(stream, slice);
    }

    private RunReport run(String stream, Slice slice) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("slice", slice);
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
        return exchange.getVariable("run", Run.class).report();
    }
}
