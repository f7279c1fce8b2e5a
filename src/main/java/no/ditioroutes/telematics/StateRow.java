package no.ditioroutes.telematics;

import java.util.List;
import no.ditioroutes.ditio.MachineState;

/**
 * A row of a file of machine states, or of the ledger.
 *
 * @param line its line in the file, from 1 for the header
 * @param cells as they came, for a list of rejected rows
 * @param state null if the row holds none that Ditio should get
 * @param problem why it holds none; empty if it does
 */
record StateRow(long line, List<String> cells, MachineState state, String problem) {

    static final List<String> COLUMNS = List.of("companyId", "projectId", "machineId", "state", "startTime", "endTime");

    /** Returns a row of the ledger. */
    static StateRow of(long line, MachineState state) {
        List<String> cells = List.of(
                state.companyId(),
                state.projectId(),
                state.machineId(),
                state.state(),
                state.start().toString(),
                state.end().toString());
        return new StateRow(line, cells, state, "");
    }

    boolean isBad() {
        return state == null;
    }

    ProjectName project() {
        return new ProjectName(state.companyId(), state.projectId());
    }
}
