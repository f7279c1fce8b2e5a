package no.ditioroutes.routes;

import java.util.List;
import java.util.Optional;
import org.apache.camel.model.RouteDefinition;

/** Puts the routes of a file in the place of those it had before, and brings these back if that fails. */
final class Replacement {

    private final CamelRoutes camel;
    private final Optional<LoadedFile> old;
    private final LoadedFile next;
    private RouteFileException fault;

    /**
     * Tests the new routes; those that run are not touched yet.
     *
     * @throws RouteFileException if the new routes cannot be made
     */
    Replacement(CamelRoutes camel, Optional<LoadedFile> old, RouteFile file) throws RouteFileException {
        camel.test(file);
        this.camel = camel;
        this.old = old;
        this.next = LoadedFile.of(file, camel);
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

    /** Returns what runs now: the new routes, else the old ones, started again; nothing if neither could be. */
    Optional<LoadedFile> result() {
        if (fault == null) {
            return Optional.of(next);
        }
        camel.remove(next.routes());
        return old.flatMap(before -> {
            try {
                LoadedFile again = LoadedFile.of(before.file(), camel);
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
