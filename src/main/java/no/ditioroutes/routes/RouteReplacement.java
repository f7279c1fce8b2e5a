package no.ditioroutes.routes;

import java.util.List;
import java.util.Optional;
import org.apache.camel.model.RouteDefinition;

/** Replaces the routes of a file, and restores the previous ones if that fails. */
final class RouteReplacement {

    private final CamelRoutes camel;
    private final Optional<LoadedRouteFile> old;
    private final LoadedRouteFile next;
    private RouteFileException fault;

    /**
     * Validates the new routes without touching the running ones.
     *
     * @throws RouteFileException if the new routes are invalid
     */
    RouteReplacement(CamelRoutes camel, Optional<LoadedRouteFile> old, RouteFile file) throws RouteFileException {
        camel.validate(file);
        this.camel = camel;
        this.old = old;
        this.next = LoadedRouteFile.of(file, camel);
    }

    void removeOld() {
        old.ifPresent(before -> camel.remove(before.routes()));
    }

    void addCalled() {
        add(next.called());
    }

    void addStarting() {
        add(next.starting());
    }

    private void add(List<RouteDefinition> routes) {
        for (RouteDefinition route : routes) {
            try {
                if (fault == null) {
                    camel.add(next.file(), route);
                }
            } catch (RouteFileException e) {
                fault = e;
            }
        }
    }

    RouteFile file() {
        return next.file();
    }

    boolean isUpdate() {
        return old.isPresent();
    }

    /** Returns why the new routes could not be started. */
    Optional<RouteFileException> fault() {
        return Optional.ofNullable(fault);
    }

    /** Returns the running routes: the new ones, or the previous ones after a restart; empty if both failed. */
    Optional<LoadedRouteFile> result() {
        if (fault == null) {
            return Optional.of(next);
        }
        camel.remove(next.routes());
        return old.flatMap(before -> {
            try {
                LoadedRouteFile again = LoadedRouteFile.of(before.file(), camel);
                for (RouteDefinition route : again.routes()) {
                    camel.add(again.file(), route);
                }
                return Optional.of(again);
            } catch (RouteFileException e) {
                fault.addSuppressed(e);
                return Optional.empty();
            }
        });
    }
}
