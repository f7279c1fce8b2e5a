package no.ditioroutes.monitor;

/**
 * The health of one part of the program.
 *
 * @param status {@code UP} or {@code DOWN}
 * @param detail an explanation without secrets
 */
public record ComponentHealth(String status, String detail) {

    static final String UP = "UP";
    static final String DOWN = "DOWN";

    public static ComponentHealth up(String detail) {
        return new ComponentHealth(UP, detail);
    }

    public static ComponentHealth down(String detail) {
        return new ComponentHealth(DOWN, detail);
    }

    public boolean ok() {
        return status.equals(UP);
    }
}
