package no.ditioroutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a shipped route file, as text and as YAML. */
record RouteFileText(Path file, List<String> lines, JsonNode yaml) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Path.of("routes");

    /** A step or a start of a route: where it leads, and its options, which stand in the address or beside it. */
    record Endpoint(String address, Map<String, String> options) {

        /** A base address that the settings hold is one of Ditio's. */
        String scheme() {
            return address.startsWith("{{") ? "https" : address.split(":", 2)[0];
        }

        /** The address with all its options, as Camel puts them together. */
        String uri() {
            return options.entrySet().stream()
                    .map(option -> option.getKey() + "=" + encoded(option.getValue()))
                    .collect(Collectors.joining("&", address + (options.isEmpty() ? "" : "?"), ""));
        }
    }

    /** Placeholders and names of beans stay as they are. */
    private static String encoded(String value) {
        return value.startsWith("{{") || value.startsWith("#")
                ? value
                : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static Stream<RouteFileText> shipped() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".camel.yaml"))
                    .map(RouteFileText::read)
                    .toList()
                    .stream();
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
        return yaml.findParents("uri").stream().map(RouteFileText::endpoint).toList();
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

    private static RouteFileText read(Path file) {
        try {
            return new RouteFileText(file, Files.readAllLines(file), YAML.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Endpoint endpoint(JsonNode node) {
        String[] address = node.path("uri").asText().split("\\?", 2);
        Map<String, String> options = new LinkedHashMap<>();
        if (address.length > 1) {
            for (String option : address[1].split("&", -1)) {
                options.put(option.split("=", 2)[0], option.replaceFirst("[^=]*=?", ""));
            }
        }
        node.path("parameters")
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        options.keySet().removeIf(name -> name.startsWith("{{"));
        return new Endpoint(address[0], options);
    }

    private static void collect(JsonNode node, List<String> words) {
        node.fieldNames().forEachRemaining(words::add);
        node.forEach(child -> collect(child, words));
    }
}
