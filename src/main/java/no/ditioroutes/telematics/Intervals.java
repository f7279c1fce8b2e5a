package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import no.ditioroutes.ditio.MachineState;

/** Intervals that stand apart: a machine is in one state at a time. */
final class Intervals {

    private final Map<MachineState.Machine, NavigableMap<Instant, StateRow>> machines = new HashMap<>();

    /**
     * Adds a row; false where the very same interval is there.
     *
     * @throws BadRow where it shares a moment with another one
     */
    boolean add(StateRow row) throws BadRow {
        NavigableMap<Instant, StateRow> machine =
                machines.computeIfAbsent(row.state().machine(), key -> new TreeMap<>());
        Map.Entry<Instant, StateRow> before = machine.lowerEntry(row.state().end());
        if (before == null || !before.getValue().state().overlaps(row.state())) {
            machine.put(row.state().start(), row);
            return true;
        }
        StateRow other = before.getValue();
        if (!other.state().equals(row.state())) {
            throw new BadRow("it overlaps line " + other.line() + ", " + other.state());
        }
        return false;
    }
}
