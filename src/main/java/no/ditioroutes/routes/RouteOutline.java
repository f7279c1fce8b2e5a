package no.ditioroutes.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A route as its file describes it, reduced to the endpoints that it has.
 *
 * @param group empty if it has none
 * @param from the endpoint that it starts from
 * @param steps the endpoints that it leads to, those of nested steps too
 */
record RouteOutline(String id, String group, Step from, List<Step> steps) {

    /**
     * An endpoint.
     *
     * @param address such as {@code ditio-stream:open}, without options
     */
    record Step(String address, Map<String, String> options) {

        /** Editors may write the part behind the colon as an option. */
        private static final List<String> PATHS = List.of("step", "operation", "name");

        private static Step of(String uri, Map<String, String> parameters) {
            String[] halves = uri.split("\\?", 2);
            Map<String, String> options = new LinkedHashMap<>();
            if (halves.length > 1) {
                for (String option : halves[1].split("&", -1)) {
                    String[] pair = option.split("=", 2);
                    options.put(pair[0], pair.length > 1 ? pair[1] : "");
                }
            }
            options.putAll(parameters);
            String address = halves[0].replaceFirst("://", ":");
            Optional<String> path = address.contains(":")
                    ? Optional.empty()
                    : PATHS.stream().filter(options::containsKey).findFirst();
            return new Step(
                    path.map(name -> address + ":" + options.remove(name)).orElse(address), options);
        }
    }

    /** Reads an entry {@code route}, or {@code from} with its steps. */
    static RouteOutline of(Node route) {
        Map<String, Node> fields = fields(route);
        Node from = fields.getOrDefault("from", route);
        List<Step> steps = new ArrayList<>();
        collect(fields(from).get("steps"), steps);
        collect(fields.get("steps"), steps);
        return new RouteOutline(
                text(fields.get("id")), text(fields.get("group")), step(from).orElse(new Step("", Map.of())), steps);
    }

    /** Returns the first step at this address. */
    Optional<Step> step(String address) {
        return steps.stream().filter(step -> step.address().equals(address)).findFirst();
    }

    /** Returns the steps of this route, and of the routes that it leads to. */
    static Stream<Step> allSteps(RouteOutline start, List<RouteOutline> routes) {
        List<RouteOutline> reached = new ArrayList<>(List.of(start));
        for (int at = 0; at < reached.size(); at++) {
            List<String> addresses =
                    reached.get(at).steps().stream().map(Step::address).toList();
            routes.stream()
                    .filter(route -> addresses.contains(route.from().address()) && !reached.contains(route))
                    .forEach(reached::add);
        }
        return reached.stream().flatMap(route -> route.steps().stream());
    }

    private static void collect(Node node, List<Step> steps) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(each -> collect(each, steps));
        } else if (node instanceof MappingNode) {
            step(node).ifPresent(steps::add);
            fields(node).forEach((key, value) -> {
                if (key.equals("to") && value instanceof ScalarNode) {
                    steps.add(Step.of(text(value), Map.of()));
                } else {
                    collect(value, steps);
                }
            });
        }
    }

    private static Optional<Step> step(Node node) {
        Map<String, Node> fields = fields(node);
        if (node instanceof ScalarNode) {
            return Optional.of(Step.of(text(node), Map.of()));
        }
        if (!fields.containsKey("uri")) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        fields(fields.get("parameters")).forEach((name, value) -> parameters.put(name, text(value)));
        return Optional.of(Step.of(text(fields.get("uri")), parameters));
    }

    private static Map<String, Node> fields(Node node) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple pair : mapping.getValue()) {
                fields.put(text(pair.getKeyNode()), pair.getValueNode());
            }
        }
        return fields;
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
