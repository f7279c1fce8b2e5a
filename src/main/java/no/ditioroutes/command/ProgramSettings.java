package no.ditioroutes.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import no.ditioroutes.camel.Schedule;

/** Settings that route files use and no file of settings holds. A runtime puts them before all others. */
public final class ProgramSettings {

    private static final String FILES = "camel.main.routes-include-pattern";
    private static final String RELOAD = "camel.main.routes-reload-enabled";

    private static final String DEFAULT_FILES = "file:routes/*.camel.yaml,file:routes/shared/*.camel.yaml";

    private ProgramSettings() {}

    /** Of the service: it polls, and watches the inbox. */
    public static Map<String, Object> service() {
        return Map.of("sync.polling", "true", "inbox.watch", "true");
    }

    /** Of a program that one command uses. */
    public static Map<String, Object> command() {
        return Map.of("sync.polling", "false", "inbox.watch", "false", RELOAD, "false");
    }

    /**
     * Returns what follows from other settings. Camel is to load no files of routes itself, since it takes all or none: the
     * settings by which it would do so are the program's.
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
