package no.ditioroutes.wiring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import no.ditioroutes.UserFacingException;

/**
 * Reads settings by their keys; a setting that is not set has the default that {@code config/application.yaml} shows.
 */
final class SettingReader {

    private final UnaryOperator<String> values;
    private final Map<String, String> defaults = new LinkedHashMap<>();

    /**
     * Creates a reader.
     *
     * @param values returns the value of a key, null if it is not set
     */
    SettingReader(UnaryOperator<String> values) {
        this.values = values;
    }

    /** Returns a text; empty if it is not set. */
    String text(String key) {
        return text(key, "");
    }

    String text(String key, String byDefault) {
        defaults.put(key, byDefault);
        String value = values.apply(key);
        return value == null ? byDefault : value;
    }

    /** Returns the value of a setting, or null if it is not set. */
    String orNull(String key) {
        return values.apply(key);
    }

    /**
     * Returns an integer of at least 0.
     *
     * @throws UserFacingException if the setting is not such a number
     */
    long number(String key, long byDefault) {
        String text = text(key, Long.toString(byDefault)).strip();
        if (!text.matches("\\d{1,18}")) {
            throw wrong(key, text, "a whole number such as " + byDefault);
        }
        return Long.parseLong(text);
    }

    /**
     * Returns an integer from 0 to 2,147,483,647.
     *
     * @throws UserFacingException if the setting is not such a number
     */
    int integer(String key, int byDefault) {
        long number = number(key, byDefault);
        if (number > Integer.MAX_VALUE) {
            throw wrong(key, Long.toString(number), "a number of at most " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /**
     * Returns whether a setting is true.
     *
     * @throws UserFacingException if the setting is neither true nor false
     */
    boolean flag(String key) {
        String text = text(key, "false").strip();
        if (!text.matches("(?i)true|false")) {
            throw wrong(key, text, "true or false");
        }
        return Boolean.parseBoolean(text);
    }

    /** Returns the default of each key that was read so far. */
    Map<String, String> defaults() {
        return defaults;
    }

    private static UserFacingException wrong(String key, String value, String expected) {
        return new UserFacingException(
                UserFacingException.Kind.SETTINGS, "The setting " + key + " is '" + value + "', expected " + expected);
    }
}
