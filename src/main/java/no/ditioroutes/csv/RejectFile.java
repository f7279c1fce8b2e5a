package no.ditioroutes.csv;

import java.nio.file.Path;
import java.util.Optional;

/** Rows of a file that were refused, each with its line and the reason, to be mended and dropped back as they are. */
public final class RejectFile implements AutoCloseable {

    private final Path target;

    public RejectFile(Path target, CsvFile source) {
        this.target = target;
    }

    public void add(CsvRow row, String reason) {}

    /** Puts the file in its place, unless it has no rows; answers where. */
    public Optional<Path> finish() {
        return Optional.of(target);
    }

    /** What was not finished goes. */
    @Override
    public void close() {}
}
