package no.ditioroutes.routes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.model.DefaultRouteTemplateContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.model.TemplatedRouteParameterDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ResourceHelper;

/** Loads, validates, starts and removes the routes of one file at a time in a running Camel context. */
final class CamelRoutes {

    private final CamelContext camel;
    private final Model model;

    CamelRoutes(CamelContext camel) {
        this.camel = camel;
        this.model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Applies a file whose entries, such as beans, last until the program ends. */
    void addLasting(RouteFile file) throws RouteFileException {
        try {
            RouteBuilder builder = builder(file);
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                configurations.addRouteConfigurationsToCamelContext(camel);
            }
            builder.addRoutesToCamelContext(camel);
            builder.addTemplatedRoutesToCamelContext(camel);
        } catch (Exception e) {
            throw RouteErrorText.of(file, e);
        }
    }

    /** Returns the routes that a file defines. */
    List<RouteDefinition> definitions(RouteFile file) throws RouteFileException {
        try {
            RouteBuilder builder = builder(file);
            List<RouteDefinition> routes =
                    new ArrayList<>(builder.configureRoutes(camel).getRoutes());
            for (TemplatedRouteDefinition templated :
                    builder.getTemplatedRouteCollection().getTemplatedRoutes()) {
                RouteDefinition route = fromTemplate(templated);
                builder.getRouteCollection().prepareRoute(route);
                routes.add(route);
            }
            RouteDefinitionHelper.forceAssignIds(camel, routes);
            return routes;
        } catch (Exception e) {
            throw RouteErrorText.of(file, e);
        }
    }

    /** Makes a route of a template, as Camel does, but does not add it. */
    private RouteDefinition fromTemplate(TemplatedRouteDefinition templated) {
        String id = templated.getRouteTemplateRef();
        RouteTemplateDefinition template = model.getRouteTemplateDefinition(id);
        if (template == null) {
            throw new IllegalArgumentException("There is no routeTemplate " + id);
        }
        Map<String, Object> parameters = new HashMap<>();
        for (RouteTemplateParameterDefinition parameter : listed(template.getTemplateParameters())) {
            parameters.put(parameter.getName(), parameter.getDefaultValue());
        }
        for (TemplatedRouteParameterDefinition parameter : listed(templated.getParameters())) {
            if (!parameters.containsKey(parameter.getName())) {
                throw new IllegalArgumentException(
                        "The routeTemplate " + id + " has no parameter " + parameter.getName());
            }
            parameters.put(parameter.getName(), parameter.getValue());
        }
        if (parameters.containsValue(null)) {
            throw new IllegalArgumentException(
                    "The routeTemplate " + id + " needs the parameters " + parameters.keySet());
        }
        RouteDefinition route = template.asRouteDefinition();
        route.setId(templated.getRouteId());
        route.setTemplateParameters(parameters);
        route.setRouteTemplateContext(new DefaultRouteTemplateContext(camel));
        route.setResource(templated.getResource());
        return route;
    }

    private static <T> List<T> listed(List<T> orNull) {
        return orNull == null ? List.of() : orNull;
    }

    /** Returns a builder from a loader of its own, since Camel's remembers the beans of a file that failed. */
    private RouteBuilder builder(RouteFile file) throws Exception {
        Resource resource = ResourceHelper.fromString("file:" + file.name(), file.text());
        try (YamlRoutesBuilderLoader loader = new YamlRoutesBuilderLoader()) {
            loader.setCamelContext(camel);
            loader.start();
            if (file.hasBeans()) {
                loader.preParseRoute(resource);
            }
            return (RouteBuilder) loader.loadRoutesBuilder(resource);
        }
    }

    /**
     * Creates the routes of a file with all their endpoints and beans, then discards them. Nothing is started, and
     * routes with the same ids keep running.
     */
    void validate(RouteFile file) throws RouteFileException {
        Set<Endpoint> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(camel.getEndpoints());
        try {
            for (RouteDefinition definition : definitions(file)) {
                if (isOn(definition)) {
                    validate(definition);
                }
            }
        } catch (RouteFileException e) {
            throw e;
        } catch (Exception e) {
            throw RouteErrorText.of(file, e);
        } finally {
            removeAllBut(before);
        }
    }

    /**
     * Removes the endpoints that validation created. A schedule starts with its endpoint, so its first trigger would be
     * missed if the endpoint were kept.
     */
    private void removeAllBut(Set<Endpoint> endpoints) {
        for (Endpoint endpoint : List.copyOf(camel.getEndpoints())) {
            try {
                if (!endpoints.contains(endpoint)) {
                    camel.removeEndpoint(endpoint);
                }
            } catch (Exception e) {
                throw new IllegalStateException("Cannot remove the endpoint " + endpoint, e);
            }
        }
    }

    private void validate(RouteDefinition definition) throws Exception {
        if (definition.getTemplateParameters() == null) {
            make(definition);
            return;
        }
        Properties parameters = new Properties();
        parameters.putAll(definition.getTemplateParameters());
        camel.getPropertiesComponent().setLocalProperties(parameters);
        try {
            make(definition);
        } finally {
            camel.getPropertiesComponent().setLocalProperties(null);
        }
    }

    private void make(RouteDefinition definition) throws Exception {
        ModelCamelContext context = (ModelCamelContext) camel;
        RouteDefinitionHelper.forceAssignIds(camel, definition.getInput());
        RouteDefinitionHelper.forceAssignIds(camel, definition);
        Route route = model.getModelReifierFactory().createRoute(context, definition);
        new RouteService(route).setUp();
    }

    /** Returns whether the precondition of a route holds; if not, Camel does not create the route. */
    private boolean isOn(RouteDefinition definition) {
        String precondition = definition.getPrecondition();
        return precondition == null
                || camel.resolveLanguage("simple")
                        .createPredicate(camel.resolvePropertyPlaceholders(precondition))
                        .matches(new DefaultExchange(camel));
    }

    /** Starts a route. */
    void add(RouteFile file, RouteDefinition definition) throws RouteFileException {
        try {
            model.addRouteDefinition(definition);
        } catch (Exception e) {
            throw RouteErrorText.of(file, e);
        }
    }

    /** Stops and removes routes, those with a trigger of their own first. */
    void remove(List<RouteDefinition> definitions) {
        List<RouteDefinition> last = new ArrayList<>(definitions);
        Collections.reverse(last);
        last.forEach(this::remove);
    }

    private void remove(RouteDefinition definition) {
        try {
            model.removeRouteDefinition(definition);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot remove the route " + definition.getId(), e);
        }
    }

    /** Returns whether a route runs only if another one calls it. */
    static boolean isCalled(RouteDefinition definition) {
        return definition.getInput().getEndpointUri().startsWith("direct:");
    }
}
