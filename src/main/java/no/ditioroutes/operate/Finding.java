package no.ditioroutes.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.ServerClock;

/**
 * The result of a check.
 *
 * @param thing what was checked
 * @param state {@code ok}, {@code wrong}, or {@code off} if it is not used
 * @param detail the current state, or what is wrong and how to fix it
 */
public record Finding(
        @JsonProperty("check") String thing,
        String state,
        @JsonProperty("message") String detail,
        @JsonIgnore int exitCode) {

    static Finding ok(String thing, String detail) {
        return new Finding(thing, "ok", detail, 0);
    }

    static Finding off(String thing, String detail) {
        return new Finding(thing, "off", detail, 0);
    }

    static Finding wrong(String thing, UserFacingException failure) {
        return new Finding(thing, "wrong", failure.getMessage(), failure.kind().exitCode());
    }

    /** Returns how the clocks compare by the answers of Ditio, so there must have been answers before. */
    public static Finding ofClocks(ServerClock clock) {
        String thing = "clocks";
        return clock.difference()
                .map(difference -> wrong(thing, new UserFacingException(UserFacingException.Kind.SETTINGS, difference)))
                .orElseGet(() -> ok(thing, clock.comparison()));
    }

    boolean isWrong() {
        return exitCode != 0;
    }
}
