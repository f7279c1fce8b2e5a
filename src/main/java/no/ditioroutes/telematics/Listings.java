package no.ditioroutes.telematics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.Destination;
import no.ditioroutes.csv.RejectFile;
import no.ditioroutes.csv.Shown;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.store.LedgerEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that list rows which were not sent, and why; each begun with its first row. */
final class Listings implements AutoCloseable {

    private static final List<String> COLUMNS =
            List.of("companyId", "projectId", "machineId", "state", "startTime", "endTime");

    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);

    private final CsvFile csv;
    private final Function<String, Destination> places;
    private final boolean dryRun;
    private final List<RejectedRow> rejectedInDryRun = new ArrayList<>();
    private RejectFile rejects;
    private RejectFile present;

    /**
     * @param places where a list of this name goes
     * @param dryRun writes nothing: rejected rows are only remembered
     */
    Listings(CsvFile csv, Function<String, Destination> places, boolean dryRun) {
        this.csv = csv;
        this.places = places;
        this.dryRun = dryRun;
    }

    List<RejectedRow> rejectedInDryRun() {
        return List.copyOf(rejectedInDryRun);
    }

    void reject(CsvRow row, String reason) {
        if (dryRun) {
            rejectedInDryRun.add(new RejectedRow(row.line(), reason));
            return;
        }
        if (rejects == null) {
            rejects = new RejectFile(places.apply(csv.name()), csv);
        }
        rejects.add(row, reason);
    }

    void present(CsvRow row, String reason) {
        if (dryRun) {
            return;
        }
        if (present == null) {
            present = new RejectFile(places.apply("already-there-" + csv.name()), csv);
        }
        present.add(row, reason);
    }

    /** Lists rows that are those of another file; the list is there at once. */
    Path left(String what, List<LedgerEntry> entries, String reason) {
        try (RejectFile list = new RejectFile(places.apply(what + "-" + csv.name()), csv.name(), COLUMNS)) {
            entries.forEach(entry -> list.add(cells(entry.state()), entry.line(), reason));
            return list.finish().orElseThrow();
        }
    }

    private static List<String> cells(MachineState state) {
        return List.of(
                state.companyId(),
                state.projectId(),
                state.machineId(),
                state.state(),
                state.start().toString(),
                state.end().toString());
    }

    void finish() {
        if (rejects != null) {
            rejects.finish();
        }
        if (present != null) {
            present.finish()
                    .ifPresent(list -> LOG.warn(
                            "Rows of {} end at or before what Ditio had of their project when this program first met it."
                                    + " They are assumed to be there and were not sent: see {}. To send them: import --force",
                            Shown.text(csv.name()),
                            Shown.text(list.toString())));
        }
    }

    @Override
    public void close() {
        RejectFile first = rejects;
        RejectFile second = present;
        // Each goes, whatever becomes of the other.
        try (first;
                second) {
            rejects = null;
            present = null;
        }
    }
}
