package no.ditioroutes.routes;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.model.RouteDefinition;

/**
 * A file whose routes are in Camel.
 *
 * @param routes the routes that others call, followed by those with a trigger of their own
 */
record LoadedRouteFile(RouteFile file, List<RouteDefinition> routes) {

    static LoadedRouteFile of(RouteFile file, CamelRoutes camel) throws RouteFileException {
        List<RouteDefinition> routes = camel.definitions(file).stream()
                .sorted(Comparator.comparing(route -> !CamelRoutes.isCalled(route)))
                .toList();
        return new LoadedRouteFile(file, routes);
    }

    List<RouteDefinition> called() {
        return routes.stream().filter(CamelRoutes::isCalled).toList();
    }

    List<RouteDefinition> starting() {
        return routes.stream().filter(route -> !CamelRoutes.isCalled(route)).toList();
    }

    /** Returns the ids of its routes, separated by commas. */
    String ids() {
        return routes.stream().map(RouteDefinition::getRouteId).collect(Collectors.joining(", "));
    }
}
