package no.ditioroutes.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of an entry. */
public enum Outcome {
    /** Nothing is to be done. */
    NONE,
    /** Nothing can be done. */
    BLOCKED,
    /** Nothing yet. */
    PLANNED,
    DONE,
    /** Ditio does not take it. */
    REFUSED,
    /** Ditio did not tell, and could not be asked. */
    UNCLEAR;

    /** As people and programs read it. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
