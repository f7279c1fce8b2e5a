package no.ditioroutes.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import no.ditioroutes.SecretMasker;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.command.ProgramSettings;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.EnvironmentPostProcessorApplicationListener;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Completes the settings once they are read: adds fixed and derived ones. It runs before logging is set up, so that no
 * line is written before the secrets are known.
 */
final class Prepared implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final Set<String> FORMATS = Set.of("text", "json");

    private static volatile boolean logging;

    private final Map<String, Object> fixed;

    Prepared(Map<String, Object> fixed) {
        this.fixed = fixed;
    }

    /** Returns whether the log already has the format that the settings ask for. */
    static boolean isLogging() {
        return logging;
    }

    /** Runs after {@link EnvironmentPostProcessorApplicationListener}, which reads the files. */
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
        decodeTree(settings);
        SecretMasker.learnVariables(name -> raw(settings, name));
        SecretMasker.learnFrom(settings::getProperty);
        check(settings);
        settings.getPropertySources()
                .addFirst(new MapPropertySource("derived", ProgramSettings.derived(settings::getProperty)));
    }

    /**
     * Removes a UTF-8 byte order mark before a secret, since Spring Boot reads the files of DITIO_CONFIG_TREE
     * unchanged.
     */
    private static void decodeTree(ConfigurableEnvironment settings) {
        for (PropertySource<?> source :
                List.copyOf(settings.getPropertySources().stream().toList())) {
            if (source instanceof ConfigTreePropertySource tree) {
                Map<String, Object> texts = new HashMap<>();
                Stream.of(tree.getPropertyNames())
                        .filter(name -> name.matches("[A-Z][A-Z0-9_]*"))
                        .forEach(name -> texts.put(name, decoded(name, tree.getProperty(name))));
                settings.getPropertySources()
                        .addBefore(tree.getName(), new MapPropertySource(tree.getName() + " decoded", texts));
            }
        }
    }

    private static String decoded(String name, ConfigTreePropertySource.Value value) {
        try (InputStream content = value.getInputStream()) {
            String text = SecretSetting.text(content.readAllBytes(), "The file " + name + " of DITIO_CONFIG_TREE");
            return text.replaceFirst("\\r?\\n$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a setting before its placeholders are resolved. */
    private static String raw(ConfigurableEnvironment settings, String name) {
        return settings.getPropertySources().stream()
                .map(source -> source.getProperty(name))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::toString)
                .orElse(null);
    }

    /** Sets up the log after a failure, which is to be logged; nothing else does so then. */
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

    private static UserFacingException wrong(String message) {
        return new UserFacingException(UserFacingException.Kind.SETTINGS, message);
    }
}
