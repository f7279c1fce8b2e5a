package no.ditioroutes.camel;

import java.time.Duration;
import java.time.Instant;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.Instants;

/** Reads the values of the options of a stream's route. */
final class OptionValues {

    private final String stream;

    OptionValues(String stream) {
        this.stream = stream;
    }

    /** Returns a time, or null if there is no text. */
    Instant instant(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Instants.parse(text)
                .orElseThrow(() -> wrong("from or to", text, "a date or a time such as 2026-01-31T00:00:00Z"));
    }

    int records(String text) {
        if (!text.matches("[1-9]\\d{0,3}|10000")) {
            throw wrong("chunkLimit", text, "a number from 1 to 10000");
        }
        return Integer.parseInt(text);
    }

    Duration duration(String option, String text) {
        return Durations.parse(text).orElseThrow(() -> wrong(option, text, "a duration such as 10m, 90s or 0s"));
    }

    private Failure wrong(String option, String text, String expected) {
        return new Failure(
                Failure.Kind.SETTINGS,
                "The stream " + stream + " has '" + text + "' for " + option + ", expected " + expected
                        + ". See its route, and sync in config/application.yaml");
    }
}
