package no.ditioroutes.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;

/** The components of Camel's catalogue and our own, as tools read their options. */
public final class Components {

    private Components() {}

    /** Returns Camel's catalogue with our own components in it. */
    public static CamelCatalog catalogue() {
        CamelCatalog catalogue = new DefaultCamelCatalog(true);
        own().forEach(scheme -> catalogue.addComponent(scheme, "", json(scheme)));
        return catalogue;
    }

    /** Returns the schemes of the components that the jar names to tools. */
    static List<String> own() {
        Properties names = new Properties();
        try (InputStream file =
                Components.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            // The first on the class path is the one of the classes of this project.
            names.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(names.getProperty("components").split(" "));
    }

    /** Returns the options of one of our own components. */
    static String json(String scheme) {
        String file = "/META-INF/no/ditioroutes/camel/" + scheme + ".json";
        try (InputStream json = Components.class.getResourceAsStream(file)) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
