package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.ditio.MachineState;

/** Intervals that stand apart: a machine is in one state at a time. */
final class Intervals {

    /** By machine, in order of time. */
    private final Map<MachineState.Machine, List<StateRow>> machines = new HashMap<>();

    /**
     * Adds a row; false where the very same interval is there.
     *
     * @throws BadRow where it shares a moment with another one
     */
    boolean add(StateRow row) throws BadRow {
        List<StateRow> machine = machines.computeIfAbsent(row.state().machine(), key -> new ArrayList<>());
        int place = startingBefore(machine, row.state().end());
        if (place == 0 || !machine.get(place - 1).state().overlaps(row.state())) {
            machine.add(place, row);
            return true;
        }
        StateRow other = machine.get(place - 1);
        if (!other.state().equals(row.state())) {
            throw new BadRow("it overlaps line " + other.line() + ", " + other.state());
        }
        return false;
    }

    /** How many start before a time; mostly all. */
    private static int startingBefore(List<StateRow> machine, Instant time) {
        int below = 0;
        int above = machine.size();
        int at = above - 1;
        while (below < above) {
            if (machine.get(at).state().start().isBefore(time)) {
                below = at + 1;
            } else {
                above = at;
            }
            at = (below + above) / 2;
        }
        return below;
    }
}
