package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.telematics.PreSendSnapshot.Newest;

/**
 * Machine states of one project that go to Ditio in one request.
 *
 * @param number its place among the batches of its file
 * @param rows in order of time
 * @param snapshot what Ditio showed before the request, see {@link PreSendSnapshot#toJson}; null if there was none
 * @param leftBy the name of the file that left it behind; null if it is the file's own
 */
record StateBatch(int number, ProjectName project, List<StateRow> rows, Status status, String snapshot, String leftBy) {

    /** The status of a batch. */
    enum Status {
        /** Claimed, and not sent to Ditio yet. */
        OPEN,
        /** Sent to Ditio, which has not answered yet. */
        POSTING,
        /** Stored by Ditio. */
        SENT,
        /** Assumed to have been in Ditio before this program first met the project. */
        PRESENT,
        /** Perhaps stored by Ditio, which does not show it; not to be sent again unless that is forced. */
        HELD
    }

    /** Returns a batch that is about to be claimed. */
    static StateBatch open(int number, ProjectName project, List<StateRow> rows) {
        return new StateBatch(number, project, rows, Status.OPEN, null, null);
    }

    /** Returns whether an earlier run sent it without seeing an answer; its rows are counted where its file has them. */
    boolean isOfEarlierRun() {
        return status == Status.POSTING;
    }

    Stream<MachineState> states() {
        return rows.stream().map(StateRow::state);
    }

    int size() {
        return rows.size();
    }

    Instant oldest() {
        return rows.get(0).state().start();
    }

    Newest newest() {
        return new Newest(
                states().map(MachineState::start).max(Comparator.naturalOrder()).orElseThrow(),
                states().map(MachineState::end).max(Comparator.naturalOrder()).orElseThrow());
    }

    @Override
    public String toString() {
        return size() + " machine states of " + project + " from " + oldest() + " to " + newest().end();
    }
}
