package no.ditioroutes.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.ditioroutes.SpellingSuggestion;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A route file as it was read, with what is known about it before Camel loads it.
 *
 * @param name its path, as in the settings
 * @param entries the kinds of entries it has
 * @param routes its routes
 * @param ids the ids of its routes, each with its line
 */
record RouteFile(String name, String text, Set<String> entries, Map<String, Integer> ids, List<RouteOutline> routes) {

    private static final String ENDING = ".camel.yaml";

    private static final Pattern PREREQUISITE =
            Pattern.compile("(?m)^\\s*- *(beans|route-?[cC]onfiguration|route-?[tT]emplate):");

    private static final Pattern HYPHEN = Pattern.compile("-(.)");
    private static final Pattern ROUTE = Pattern.compile("(?m)^\\s*- *(route|from|templated-?[rR]oute):");

    /** Steps that were renamed. */
    private static final Map<String, String> RENAMED = Map.of(
            "ditio-run:open", "ditio-stream:open",
            "ditio-run:page", "ditio-stream:next-page",
            "ditio-run:commit", "ditio-stream:commit");

    /** The entries that Camel can replace at run time. */
    private static final Set<String> RELOADABLE = Set.of(
            "route",
            "from",
            "templatedRoute",
            "onException",
            "errorHandler",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint",
            "onCompletion");

    /**
     * The entries that other files depend on, and that Camel applies to routes only when it creates them. Creating a
     * bean again would destroy the one that running routes use.
     */
    private static final Set<String> LASTING =
            Set.of("beans", "routeConfiguration", "routeTemplate", "rest", "restConfiguration");

    /**
     * Parses the entries and the ids of a file.
     *
     * @throws RouteFileException if it is empty, is not YAML, or has an entry that does not belong in a route file
     */
    static RouteFile of(String name, String text) throws RouteFileException {
        if (text.isBlank()) {
            throw new RouteFileException(name, 0, "It is empty, or cannot be read", null);
        }
        Set<String> entries = new TreeSet<>();
        Map<String, Integer> ids = new TreeMap<>();
        List<RouteOutline> routes = new ArrayList<>();
        for (MappingNode entry : entries(name, text)) {
            for (NodeTuple pair : entry.getValue()) {
                entries.add(kind(name, pair.getKeyNode()));
                switch (kind(name, pair.getKeyNode())) {
                    case "route" -> {
                        addId(name, "id", pair.getValueNode(), ids);
                        routes.add(RouteOutline.of(pair.getValueNode()));
                    }
                    case "from" -> routes.add(RouteOutline.of(entry));
                    case "templatedRoute" -> addId(name, "routeId", pair.getValueNode(), ids);
                    default -> {}
                }
                refuseRenamed(name, pair.getValueNode());
            }
        }
        return new RouteFile(name, text, entries, ids, routes);
    }

    /** Parses files, given as texts by their names, and notes those that are rejected with the reason. */
    static Map<String, RouteFile> all(Map<String, String> texts, Map<String, RouteFileException> faults) {
        Map<String, RouteFile> parsed = new TreeMap<>();
        texts.forEach((name, text) -> {
            try {
                parsed.put(name, of(name, text));
            } catch (RouteFileException e) {
                faults.put(name, e);
            }
        });
        return parsed;
    }

    private static List<MappingNode> entries(String name, String text) throws RouteFileException {
        Node root = root(name, text).orElseThrow(() -> new RouteFileException(name, 0, "It has only comments", null));
        List<MappingNode> entries = new ArrayList<>();
        if (root instanceof SequenceNode list) {
            for (Node node : list.getValue()) {
                if (!(node instanceof MappingNode entry)) {
                    throw new RouteFileException(name, line(node), "Expected an entry such as '- route:'", null);
                }
                entries.add(entry);
            }
            return entries;
        }
        throw new RouteFileException(name, line(root), "Expected a list of entries such as '- route:'", null);
    }

    private static Optional<Node> root(String name, String text) throws RouteFileException {
        try {
            return new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            throw new RouteFileException(name, line, "It is not valid YAML: " + problem(e), e);
        } catch (YamlEngineException e) {
            throw new RouteFileException(name, 0, "It is not valid YAML: " + RouteErrorText.firstLine(e), e);
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
    }

    private static String kind(String name, Node key) throws RouteFileException {
        String kind = camelCase(text(key));
        if (RELOADABLE.contains(kind) || LASTING.contains(kind)) {
            return kind;
        }
        Set<String> known = new TreeSet<>(RELOADABLE);
        known.addAll(LASTING);
        String meant = SpellingSuggestion.of(kind, known)
                .map(word -> "; did you mean " + word + "?")
                .orElse(". Expected one of " + String.join(", ", known));
        throw new RouteFileException(
                name, line(key), "'" + text(key) + "' is not an entry of a route file" + meant, null);
    }

    private static void addId(String name, String key, Node route, Map<String, Integer> ids) throws RouteFileException {
        if (!(route instanceof MappingNode mapping)) {
            return;
        }
        for (NodeTuple pair : mapping.getValue()) {
            if (text(pair.getKeyNode()).equals(key)
                    && ids.putIfAbsent(text(pair.getValueNode()), line(pair.getKeyNode())) != null) {
                throw new RouteFileException(
                        name,
                        line(pair.getKeyNode()),
                        "It defines the route " + text(pair.getValueNode()) + " twice",
                        null);
            }
        }
    }

    private static void refuseRenamed(String name, Node node) throws RouteFileException {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple pair : mapping.getValue()) {
                refuseRenamed(name, pair.getValueNode());
            }
        } else if (node instanceof SequenceNode list) {
            for (Node each : list.getValue()) {
                refuseRenamed(name, each);
            }
        } else if (RENAMED.containsKey(text(node))) {
            throw new RouteFileException(
                    name, line(node), text(node) + " is called " + RENAMED.get(text(node)) + " now", null);
        }
    }

    /**
     * Returns the key in camel case, since Camel accepts {@code route-configuration} for {@code routeConfiguration}.
     */
    private static String camelCase(String key) {
        return HYPHEN.matcher(key).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    /** Returns whether a change of the file can be applied at run time. */
    boolean isReloadable() {
        return RELOADABLE.containsAll(entries) && hasRoutes();
    }

    /**
     * Returns whether a text, which may be invalid YAML, defines what the routes of other files depend on, and no
     * route.
     */
    static boolean isPrerequisite(String text) {
        return PREREQUISITE.matcher(text).find() && !ROUTE.matcher(text).find();
    }

    boolean hasBeans() {
        return entries.contains("beans");
    }

    boolean hasRoutes() {
        return entries.contains("route") || entries.contains("from") || entries.contains("templatedRoute");
    }

    /**
     * Returns whether the file is named after one of its routes. It takes precedence over other files with that route.
     */
    boolean isNamedLikeARoute() {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return file.endsWith(ENDING) && ids.containsKey(file.substring(0, file.length() - ENDING.length()));
    }
}
