package no.ditioroutes.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import no.ditioroutes.Failure;
import no.ditioroutes.Secrets;
import no.ditioroutes.command.ProgramSettings;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.env.EnvironmentPostProcessorApplicationListener;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Completes the settings once they are read: what is fixed, and what follows from others. It comes before logging is set up,
 * so that no line is written before secrets are known.
 */
final class Prepared implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final Set<String> FORMATS = Set.of("text", "json");

    private static volatile boolean logging;

    private final Map<String, Object> fixed;

    Prepared(Map<String, Object> fixed) {
        this.fixed = fixed;
    }

    /** Whether the settings came so far that the log has the format they ask for. */
    static boolean isLogging() {
        return logging;
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
        try {
            complete(settings);
        } catch (RuntimeException e) {
            setUpLog(settings);
            throw e;
        } finally {
            logging = true;
        }
    }

    private static void complete(ConfigurableEnvironment settings) {
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

    /** Nobody else does so after a failure, and that is to be logged. */
    private static void setUpLog(ConfigurableEnvironment settings) {
        if (!FORMATS.contains(format(settings))) {
            settings.getPropertySources().addFirst(new MapPropertySource("log", Map.of("log.format", "text")));
        }
        LoggingSystem.get(Prepared.class.getClassLoader())
                .initialize(new LoggingInitializationContext(settings), null, null);
    }

    private static String format(ConfigurableEnvironment settings) {
        return settings.getProperty("log.format", "text");
    }

    private static void check(ConfigurableEnvironment settings) {
        if (!Files.isDirectory(Path.of("routes"))) {
            throw wrong("No folder routes/ in "
                    + Path.of("").toAbsolutePath()
                    + ": run this from the folder that holds routes/ and config/");
        }
        if (settings.getProperty("sync.every") == null) {
            throw wrong("No config/application.yaml with sync.every in "
                    + Path.of("").toAbsolutePath()
                    + ": run this from the folder that holds routes/ and config/");
        }
        if (!FORMATS.contains(format(settings))) {
            throw wrong("DITIO_LOG_FORMAT is '" + format(settings) + "', expected text or json");
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
