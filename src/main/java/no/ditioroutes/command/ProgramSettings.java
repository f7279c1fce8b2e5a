package no.ditioroutes.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import no.ditioroutes.camel.Schedule;

/**
 * Contains settings that route files use and no settings file holds. A runtime gives them precedence over all others.
 */
public final class ProgramSettings {

    private static final String FILES = "camel.main.routes-include-pattern";
    private static final String RELOAD = "camel.main.routes-reload-enabled";

    private static final String DEFAULT_FILES = "file:routes/*.camel.yaml,file:routes/shared/*.camel.yaml";

    private ProgramSettings() {}

    /** Returns the settings of the service, which polls and watches the inbox. */
    public static Map<String, Object> service() {
        return Map.of("sync.polling", "true", "inbox.watch", "true");
    }

    /** Returns the settings of a program that runs a single command. */
    public static Map<String, Object> command() {
        return Map.of("sync.polling", "false", "inbox.watch", "false", RELOAD, "false");
    }

    /**
     * Returns the settings that are derived from others. They also stop Camel from loading route files itself, since it
     * would load all or none of them.
     */
    public static Map<String, Object> derived(UnaryOperator<String> settings) {
        Map<String, Object> derived = new HashMap<>(Map.of(
                "routes.files",
                Objects.requireNonNullElse(settings.apply(FILES), DEFAULT_FILES),
                "routes.reload",
                Objects.requireNonNullElse(settings.apply(RELOAD), "false"),
                FILES,
                "false",
                RELOAD,
                "false"));
        derived.putAll(Schedule.trigger(settings.apply("sync.every"), settings.apply("sync.cron")));
        return derived;
    }
}
