package no.ditioroutes.monitor;

/**
 * The health of one part of the program.
 *
 * @param status {@code UP} or {@code DOWN}
 * @param detail an explanation without secrets
 */
public record HealthPart(String status, String detail) {

    static final String UP = "UP";
    static final String DOWN = "DOWN";

    public static HealthPart up(String detail) {
        return new HealthPart(UP, detail);
    }

    public static HealthPart down(String detail) {
        return new HealthPart(DOWN, detail);
    }

    public boolean ok() {
        return status.equals(UP);
    }
}
