package no.ditioroutes.monitor;

import java.util.Map;

/**
 * The health of the program, which is {@code UP} if all its parts are, else {@code DOWN}.
 *
 * @param parts the parts by name, in the order of display
 */
public record HealthReport(String status, Map<String, ComponentHealth> parts) {

    static HealthReport of(Map<String, ComponentHealth> parts) {
        boolean up = parts.values().stream().allMatch(ComponentHealth::ok);
        return new HealthReport(up ? ComponentHealth.UP : ComponentHealth.DOWN, parts);
    }

    public boolean ok() {
        return status.equals(ComponentHealth.UP);
    }
}
