package no.ditioroutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a shipped route file, as text and as YAML. */
record RouteText(Path file, List<String> lines, JsonNode yaml) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Path.of("routes");

    /** A step or a start of a route: its address and its options, in the address or beside it. */
    record Endpoint(String scheme, Map<String, String> options) {}

    static Stream<RouteText> shipped() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).map(RouteText::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines of each route of the file. */
    List<List<String>> routes() {
        List<List<String>> routes = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("- ")) {
                current = new ArrayList<>();
                routes.add(current);
            }
            if (!line.isBlank() && !line.startsWith("#")) {
                current.add(line);
            }
        }
        routes.removeIf(lines -> !lines.get(0).equals("- route:"));
        return routes;
    }

    List<Endpoint> endpoints() {
        return yaml.findParents("uri").stream().map(RouteText::endpoint).toList();
    }

    /** Returns every name of a field, at any depth. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        collect(yaml, words);
        return words;
    }

    @Override
    public String toString() {
        return FOLDER.relativize(file).toString();
    }

    private static RouteText read(Path file) {
        try {
            return new RouteText(file, Files.readAllLines(file), YAML.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Endpoint endpoint(JsonNode node) {
        String[] address = node.path("uri").asText().split("\\?", 2);
        Map<String, String> options = new HashMap<>();
        if (address.length > 1) {
            for (String option : address[1].split("&", -1)) {
                options.put(option.split("=", 2)[0], option);
            }
        }
        node.path("parameters")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        options.keySet().removeIf(name -> name.startsWith("{{"));
        return new Endpoint(scheme(address[0]), options);
    }

    /** Returns the scheme of an address; a base address from the settings is one of Ditio's, and counts as https. */
    private static String scheme(String address) {
        return address.startsWith("{{") ? "https" : address.split(":", 2)[0];
    }

    private static void collect(JsonNode node, List<String> words) {
        node.fieldNames().forEachRemaining(words::add);
        node.forEach(child -> collect(child, words));
    }
}
