package no.ditioroutes.monitor;

import java.util.Map;

/**
 * How the program is: {@code UP} where all its parts are, else {@code DOWN}.
 *
 * @param parts by their names, in the order they are to be shown
 */
public record HealthReport(String status, Map<String, HealthPart> parts) {

    static HealthReport of(Map<String, HealthPart> parts) {
        boolean up = parts.values().stream().allMatch(HealthPart::ok);
        return new HealthReport(up ? HealthPart.UP : HealthPart.DOWN, parts);
    }

    public boolean ok() {
        return status.equals(HealthPart.UP);
    }
}
