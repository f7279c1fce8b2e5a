package no.ditioroutes.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import no.ditioroutes.Failure;
import no.ditioroutes.Secrets;
import no.ditioroutes.command.ProgramSettings;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.env.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Completes the settings once they are read: what is fixed, and what follows from others. It comes before logging is set up,
 * so that no line is written before secrets are known.
 */
final class Prepared implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private final Map<String, Object> fixed;

    Prepared(Map<String, Object> fixed) {
        this.fixed = fixed;
    }

    /** After {@link EnvironmentPostProcessorApplicationListener}, which reads the files. */
    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER - 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment settings = event.getEnvironment();
        settings.getPropertySources().addFirst(new MapPropertySource("fixed", fixed));
        Secrets.learnVariables(name -> raw(settings, name));
        Secrets.learnFrom(settings::getProperty);
        check(settings);
        settings.getPropertySources()
                .addFirst(new MapPropertySource("derived", ProgramSettings.derived(settings::getProperty)));
    }

    /** A setting before placeholders in it are filled in. */
    private static String raw(ConfigurableEnvironment settings, String name) {
        return settings.getPropertySources().stream()
                .map(source -> source.getProperty(name))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::toString)
                .orElse(null);
    }

    private static void check(ConfigurableEnvironment settings) {
        if (settings.getProperty("sync.every") == null) {
            throw wrong("No config/application.yaml with sync.every in "
                    + Path.of("").toAbsolutePath()
                    + ": run this from the folder that holds routes/ and config/");
        }
        String format = settings.getProperty("log.format", "text");
        if (!format.equals("text") && !format.equals("json")) {
            throw wrong("DITIO_LOG_FORMAT is '" + format + "', expected text or json");
        }
        String tree = settings.getProperty("DITIO_CONFIG_TREE", "");
        if (!tree.isEmpty() && !Files.isDirectory(Path.of(tree))) {
            throw wrong("DITIO_CONFIG_TREE is '" + tree + "', expected a folder with one file a setting");
        }
    }

    private static Failure wrong(String message) {
        return new Failure(Failure.Kind.SETTINGS, message);
    }
}
