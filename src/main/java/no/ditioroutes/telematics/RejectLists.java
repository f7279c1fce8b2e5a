package no.ditioroutes.telematics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.FileDestination;
import no.ditioroutes.csv.LogText;
import no.ditioroutes.csv.RejectFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that list rows of one file which were not sent, and why; each is begun with its first row. */
final class RejectLists implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RejectLists.class);

    private final String name;
    private final Supplier<RejectFile> rejectFile;
    private final Supplier<RejectFile> presentFile;
    private final Function<String, FileDestination> places;
    private final boolean dryRun;
    private final List<StateImport.RejectedRow> rejectedInDryRun = new ArrayList<>();

    private RejectFile rejects;
    private RejectFile present;

    /**
     * Makes no file yet.
     *
     * @param places where a list of this name goes
     * @param dryRun writes nothing: rejected rows are only remembered
     */
    RejectLists(CsvFile csv, Function<String, FileDestination> places, boolean dryRun) {
        this.name = csv.name();
        this.rejectFile = () -> new RejectFile(places.apply(name), csv);
        this.presentFile = () -> new RejectFile(places.apply("already-there-" + name), csv);
        this.places = places;
        this.dryRun = dryRun;
    }

    List<StateImport.RejectedRow> rejectedInDryRun() {
        return List.copyOf(rejectedInDryRun);
    }

    void reject(StateRow row, String reason) {
        if (dryRun) {
            rejectedInDryRun.add(new StateImport.RejectedRow(row.line(), reason));
            return;
        }
        if (rejects == null) {
            rejects = rejectFile.get();
        }
        rejects.add(row.cells(), row.line(), reason);
    }

    /** Lists a row that is assumed to be in Ditio already. */
    void present(StateRow row, String reason) {
        if (dryRun) {
            return;
        }
        if (present == null) {
            present = presentFile.get();
        }
        present.add(row.cells(), row.line(), reason);
    }

    /** Lists rows that are those of another file; the list is there at once. */
    void left(String what, StateBatch batch, String reason) {
        try (RejectFile list = new RejectFile(places.apply(what + "-" + name), name, StateRow.COLUMNS)) {
            batch.rows().forEach(row -> list.add(row.cells(), row.line(), reason));
            Path file = list.finish().orElseThrow();
            LOG.warn("{} that another file left are {}, and listed in {}", batch, what, LogText.text(file.toString()));
        }
    }

    /** Puts the lists into their place; after a dry run there are none. */
    void finish() {
        if (rejects != null) {
            rejects.finish();
        }
        if (present != null) {
            present.finish()
                    .ifPresent(list -> LOG.warn(
                            "Rows of {} end at or before what Ditio had of their project when this program first met it."
                                    + " They are assumed to be there and were not sent: see {}. To send them: import --force",
                            LogText.text(name),
                            LogText.text(list.toString())));
        }
    }

    @Override
    public void close() {
        RejectFile first = rejects;
        RejectFile second = present;
        // Each is removed, whatever becomes of the other.
        try (first;
                second) {
            rejects = null;
            present = null;
        }
    }
}
