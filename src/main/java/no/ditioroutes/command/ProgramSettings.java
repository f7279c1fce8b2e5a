package no.ditioroutes.command;

import java.util.Map;
import java.util.function.UnaryOperator;
import no.ditioroutes.camel.Schedule;

/** Settings that route files use and no file of settings holds. A runtime puts them before all others. */
public final class ProgramSettings {

    private ProgramSettings() {}

    /** Of the service: it polls, and watches the inbox. */
    public static Map<String, Object> service() {
        return Map.of("sync.polling", "true", "inbox.watch", "true");
    }

    /** Of a program that one command uses. */
    public static Map<String, Object> command() {
        return Map.of("sync.polling", "false", "inbox.watch", "false", "camel.main.routes-reload-enabled", "false");
    }

    /** What follows from other settings. */
    public static Map<String, Object> derived(UnaryOperator<String> settings) {
        return Map.of("sync.trigger", Schedule.options(settings.apply("sync.every"), settings.apply("sync.cron")));
    }
}
