package no.ditioroutes.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Files of the repository. */
final class Texts {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)[:}]");

    private Texts() {}

    static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With its anchors and merged parts put in. */
    static JsonNode yaml(String file) {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(read(file));
        return new ObjectMapper().valueToTree(read);
    }

    /** The environment variables that the program knows. */
    static Set<String> settings() {
        Set<String> names = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(read("config/application.yaml"));
        while (variable.find()) {
            names.add(variable.group(1));
        }
        return names;
    }
}
