package no.ditioroutes.ditio;

import java.time.Instant;

/**
 * An interval that a machine spent in one state, as the mass transport API accepts it.
 *
 * @param state free text; the documents name Working, Idle and Moving, and no source lists the others
 * @param end after {@code start}
 */
public record MachineState(
        String companyId, String projectId, String machineId, String state, Instant start, Instant end) {

    /** A machine, identified by its company and its number there. */
    public record Machine(String companyId, String machineId) {}

    public Machine machine() {
        return new Machine(companyId, machineId);
    }

    /** Returns whether both are of the same machine and share a moment. */
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
