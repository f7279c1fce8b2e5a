package no.ditioroutes.ditio;

import java.time.Instant;

/**
 * A stretch of time that a machine spent in one state, as the mass transport API takes it.
 *
 * @param state a free text; the documents name Working, Idle and Moving, and no source says which others there are
 * @param end after {@code start}
 */
public record MachineState(
        String companyId, String projectId, String machineId, String state, Instant start, Instant end) {

    /** A machine, which is known by its company and its number there. */
    public record Machine(String companyId, String machineId) {}

    public Machine machine() {
        return new Machine(companyId, machineId);
    }

    /** Whether some moment belongs to both, of the same machine. */
    public boolean overlaps(MachineState other) {
        return machineId.equals(other.machineId)
                && companyId.equals(other.companyId)
                && start.isBefore(other.end)
                && other.start.isBefore(end);
    }

    @Override
    public String toString() {
        return state + " of " + machineId + " from " + start + " to " + end;
    }
}
