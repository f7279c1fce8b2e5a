package no.ditioroutes.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.Durations;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.DitioInstants;

/**
 * The options of {@code ditio-stream:open}, with their defaults and their meaning.
 *
 * @param stream the name of the stream
 * @param values the options given by its route
 */
public record StreamOptions(String stream, Map<String, String> values) {

    /**
     * Checks the values that the route itself gives. Errors in settings affect all streams and are not reported here.
     *
     * @throws IllegalArgumentException if an option is missing
     * @throws UserFacingException if an option has an invalid value
     */
    public void check() {
        require("stream");
        require("path");
        if (values.containsKey("from") != values.containsKey("to")) {
            throw new IllegalArgumentException("ditio-stream:open: from and to are given together or not at all");
        }
        from();
        to();
        if (values.containsKey("chunkLimit")) {
            chunkLimit("");
        }
        overlap("0s");
        lag("0s");
    }

    private void require(String option) {
        if (text(option, "").isBlank()) {
            throw new IllegalArgumentException("ditio-stream:open: the option " + option + " is missing");
        }
    }

    public String path() {
        return text("path", "");
    }

    public String scope() {
        return text("scope", "reportingapiv1");
    }

    /** Returns the name of the stream's table. */
    public String table() {
        return text("table", stream.replace('-', '_'));
    }

    /** Returns the column that Ditio's date window refers to; empty if the route does not name one. */
    public String windowColumn() {
        return text("windowColumn", "");
    }

    /** Returns the first moment of the first load, or null. */
    public Instant from() {
        return instant(text("from", ""));
    }

    /** Returns the last moment of the first load, or null. */
    public Instant to() {
        return instant(text("to", ""));
    }

    /** Returns the number of records to request per page. */
    public int chunkLimit(String byDefault) {
        String text = text("chunkLimit", byDefault);
        if (!text.matches("[1-9]\\d{0,3}|10000")) {
            throw wrong("chunkLimit", text, "a number from 1 to 10000");
        }
        return Integer.parseInt(text);
    }

    public Duration overlap(String byDefault) {
        return duration("overlap", byDefault);
    }

    public Duration lag(String byDefault) {
        return duration("lag", byDefault);
    }

    private Duration duration(String option, String byDefault) {
        String text = text(option, byDefault);
        return Durations.parse(text).orElseThrow(() -> wrong(option, text, "a duration such as 10m, 90s or 0s"));
    }

    private String text(String option, String byDefault) {
        return Optional.ofNullable(values.get(option)).orElse(byDefault);
    }

    private Instant instant(String text) {
        return text.isBlank()
                ? null
                : DitioInstants.parse(text)
                        .orElseThrow(() -> wrong("from or to", text, "a date or a time such as 2026-01-31T00:00:00Z"));
    }

    private UserFacingException wrong(String option, String text, String expected) {
        return new UserFacingException(
                UserFacingException.Kind.SETTINGS,
                "The stream " + stream + " has '" + text + "' for " + option + ", expected " + expected
                        + ". See its route, and sync in config/application.yaml");
    }
}
