package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.ditioroutes.ditio.MachineState;

/** Keeps intervals apart: a machine is in one state at a time. */
final class Intervals {

    /** The rows by machine and start. */
    private final Map<MachineState.Machine, TreeMap<Instant, StateRow>> machines = new HashMap<>();

    /** Adds a row unless one shares a moment with it; returns that one. */
    Optional<StateRow> add(StateRow row) {
        TreeMap<Instant, StateRow> machine =
                machines.computeIfAbsent(row.state().machine(), key -> new TreeMap<>());
        Map.Entry<Instant, StateRow> before = machine.lowerEntry(row.state().end());
        if (before != null && before.getValue().state().overlaps(row.state())) {
            return Optional.of(before.getValue());
        }
        machine.put(row.state().start(), row);
        return Optional.empty();
    }

    /** Describes an overlap with another row of the file. */
    static String overlap(StateRow other) {
        return "it overlaps line " + other.line() + ", " + other.state();
    }
}
