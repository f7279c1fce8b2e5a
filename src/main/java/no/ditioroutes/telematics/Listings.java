package no.ditioroutes.telematics;

import java.util.function.Function;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.Destination;
import no.ditioroutes.csv.RejectFile;

/** The files that list rows which were not sent, and why; each begun with its first row. */
final class Listings implements AutoCloseable {

    private final CsvFile csv;
    private final Function<String, Destination> places;
    private RejectFile rejects;
    private RejectFile present;

    /** @param places where a list of this name goes */
    Listings(CsvFile csv, Function<String, Destination> places) {
        this.csv = csv;
        this.places = places;
    }

    void reject(CsvRow row, String reason) {
        if (rejects == null) {
            rejects = new RejectFile(places.apply(csv.name()), csv);
        }
        rejects.add(row, reason);
    }

    void present(CsvRow row, String reason) {
        if (present == null) {
            present = new RejectFile(places.apply("already-there-" + csv.name()), csv);
        }
        present.add(row, reason);
    }

    void finish() {
        if (rejects != null) {
            rejects.finish();
        }
        if (present != null) {
            present.finish();
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
