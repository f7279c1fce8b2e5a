package no.ditioroutes.telematics;

import java.time.Instant;
import no.ditioroutes.monitor.Meters;

/** Counts what a run does with the rows of a file. For one thread. */
final class ImportCounts {

    private final String name;
    private final Instant startedAt = Instant.now();
    private final long startedAtNanos = System.nanoTime();
    private long read;
    private long sent;
    private long known;
    private long rejected;
    private long requests;
    private ImportSummary added;

    ImportCounts(String name) {
        this.name = name;
        this.added = summary();
    }

    void read(int rows) {
        read += rows;
    }

    void sent(int rows) {
        sent += rows;
    }

    void known() {
        known++;
    }

    void rejected() {
        rejected++;
    }

    void requested() {
        requests++;
    }

    /** Adds what was counted since the last call to the metrics. */
    void addTo(Meters meters) {
        meters.imported(sent - added.sent(), known - added.known(), rejected - added.rejected());
        added = summary();
    }

    ImportSummary summary() {
        double seconds = (System.nanoTime() - startedAtNanos) / 1e9;
        return new ImportSummary(name, startedAt, Instant.now(), read, sent, known, rejected, requests, seconds);
    }
}
