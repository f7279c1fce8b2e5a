package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.telematics.Ledger.Match;
import no.ditioroutes.telematics.StateBatch.Status;

/** Separates the rows of a file that were sent before from those that are new, by the ledger. For one thread. */
final class KnownRows {

    static final String FORCE = ". To send it all the same: import --force";
    static final String HELD = ", the answer was lost, and Ditio does not show whether it arrived. Look there; to"
            + " send it again: import --force";

    private final Ledger ledger;
    private final RejectLists lists;
    private final ImportCounts counts;
    private final boolean force;
    private final boolean overlapsMayStand;

    /** The end of the last interval of each machine that the ledger has. */
    private final Map<MachineState.Machine, Instant> lastEnds = new HashMap<>();

    /**
     * @param force whether rows count as new that are held, or assumed to be in Ditio
     * @param overlapsMayStand whether intervals of a machine may overlap
     */
    KnownRows(Ledger ledger, RejectLists lists, ImportCounts counts, boolean force, boolean overlapsMayStand) {
        this.ledger = ledger;
        this.lists = lists;
        this.counts = counts;
        this.force = force;
        this.overlapsMayStand = overlapsMayStand;
    }

    /** Leaves out what was sent before, and what collides with that or with other rows of the block. */
    List<StateRow> without(List<StateRow> rows) {
        List<StateRow> perhaps =
                rows.stream().filter(row -> mayBeKnown(row.state())).toList();
        Map<Long, List<Match>> matches = (overlapsMayStand ? ledger.same(perhaps) : ledger.meeting(perhaps))
                .stream().collect(Collectors.groupingBy(Match::line));
        List<MachineState> again = new ArrayList<>();
        List<StateRow> unknown = rows.stream()
                .filter(row -> !matches.containsKey(row.line()) || isToGo(row, matches.get(row.line()), again))
                .toList();
        ledger.release(again);
        return overlapsMayStand ? withoutDuplicates(unknown) : withoutOverlaps(unknown);
    }

    /** The ledger has nothing that comes after all of a machine. */
    private boolean mayBeKnown(MachineState state) {
        return state.start().isBefore(lastEnds.computeIfAbsent(state.machine(), machine -> ledger.lastEnd(machine)
                .orElse(Instant.MIN)));
    }

    private boolean isToGo(StateRow row, List<Match> matches, List<MachineState> again) {
        Match match = matches.stream()
                .filter(one -> one.state().equals(row.state()))
                .findFirst()
                .orElse(matches.get(0));
        if (!match.state().equals(row.state())) {
            reject(row, "it overlaps line " + match.fileLine() + " of " + match.file() + ", " + match.state());
            return false;
        }
        boolean sure = match.status() != Status.HELD && match.status() != Status.PRESENT;
        if (!sure && force) {
            return again.add(match.state());
        }
        switch (match.status()) {
            case HELD -> reject(row, "held: it was sent from line " + match.fileLine() + " of " + match.file() + HELD);
            case PRESENT -> present(row, "taken as being in Ditio already since " + match.file() + FORCE);
            default -> counts.known();
        }
        return false;
    }

    private List<StateRow> withoutDuplicates(List<StateRow> rows) {
        Set<MachineState> seen = new HashSet<>();
        return rows.stream().filter(row -> isNew(seen.add(row.state()))).toList();
    }

    private boolean isNew(boolean yes) {
        if (!yes) {
            counts.known();
        }
        return yes;
    }

    private List<StateRow> withoutOverlaps(List<StateRow> rows) {
        Intervals intervals = new Intervals();
        return rows.stream().filter(row -> standsApart(row, intervals.add(row))).toList();
    }

    private boolean standsApart(StateRow row, Optional<StateRow> other) {
        if (other.isPresent() && !other.get().state().equals(row.state())) {
            reject(row, Intervals.overlap(other.get()));
            return false;
        }
        return isNew(other.isEmpty());
    }

    /**
     * Notes batches in the ledger before any of them is sent.
     *
     * @return false if another process noted one of their rows meanwhile; nothing is noted then
     */
    boolean claim(List<StateBatch> batches) {
        boolean done = batches.isEmpty() || ledger.claim(batches);
        if (done) {
            batches.stream()
                    .flatMap(StateBatch::states)
                    .forEach(state -> lastEnds.merge(
                            state.machine(), state.end(), (one, other) -> one.isAfter(other) ? one : other));
        } else {
            lastEnds.clear();
        }
        return done;
    }

    /** Lists a row that is assumed to be in Ditio; it counts as known. */
    void present(StateRow row, String reason) {
        counts.known();
        lists.present(row, reason);
    }

    void reject(StateRow row, String reason) {
        counts.rejected();
        lists.reject(row, reason);
    }
}
