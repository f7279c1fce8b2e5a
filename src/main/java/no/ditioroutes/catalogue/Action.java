package no.ditioroutes.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a plan means to do about an entry. */
public enum Action {
    CREATE,
    PATCH,
    DEACTIVATE,
    DELETE,
    UNCHANGED,
    BLOCKED;

    /** As people and programs read it. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
