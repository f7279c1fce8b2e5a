package no.ditioroutes.operate;

import java.util.Optional;
import java.util.function.Supplier;
import no.ditioroutes.routes.StreamRegistry;
import org.apache.camel.CamelContext;

/** Tells why a route does not run. */
final class RouteFaults {

    private final CamelContext camel;
    private final Supplier<StreamRegistry> streams;

    RouteFaults(CamelContext camel, Supplier<StreamRegistry> streams) {
        this.camel = camel;
        this.streams = streams;
    }

    /** Returns whether all routes have been started, so that one that is missing now is a fault. */
    boolean areStarted() {
        return camel.isStarted();
    }

    /** Returns whether there is such a route, running or not. */
    boolean exists(String route) {
        return camel.getRoute(route) != null;
    }

    /** Returns why a route does not run; empty if it does. */
    Optional<String> of(String route) {
        if (!exists(route)) {
            return Optional.of(streams.get()
                    .reasonWithout(route)
                    .orElse("There is no route " + route
                            + ": its file was removed; if that is intended, restart the program"));
        }
        var status = camel.getRouteController().getRouteStatus(route);
        return status.isStarted() ? Optional.empty() : Optional.of("The route " + route + " is " + status);
    }
}
