package no.ditioroutes.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.ServerClock;

/**
 * What a check found.
 *
 * @param thing what was looked at
 * @param state {@code ok}, {@code wrong}, or {@code off} for what is not used
 * @param detail what there is; what is wrong and how to mend it
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

    /** What the answers of Ditio showed of its clock, to be asked once there were some. */
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
