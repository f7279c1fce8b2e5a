package no.ditioroutes.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import no.ditioroutes.Failure;

/**
 * The refused rows of a file, each with its line and the reason: safe to open in a spreadsheet, and to be dropped back
 * once they are mended. It is not seen before it is finished.
 */
public final class RejectFile implements AutoCloseable {

    static final String LINE = "line";
    static final String REASON = "reason";
    private static final char MARK = '\uFEFF';

    private final Destination destination;
    private final String name;
    private final List<String> columns;
    private final char separator;
    private final List<Integer> kept;
    private Path draft;
    private CsvWriter out;

    /** Nothing is written before there is a row. */
    public RejectFile(Destination destination, CsvFile source) {
        this.destination = destination;
        this.name = source.name();
        this.columns = source.columns();
        this.separator = source.separator();
        this.kept = IntStream.range(0, columns.size())
                .filter(column -> column != source.place(LINE) && column != source.place(REASON))
                .boxed()
                .toList();
    }

    /** For rows that are in no file at hand. */
    public RejectFile(Destination destination, String name, List<String> columns) {
        this.destination = destination;
        this.name = name;
        this.columns = columns;
        this.separator = ',';
        this.kept = IntStream.range(0, columns.size()).boxed().toList();
    }

    public void add(CsvRow row, String reason) {
        add(row.fields(), row.line(), reason);
    }

    public void add(List<String> fields, long line, String reason) {
        try {
            if (out == null) {
                open();
            }
            write(cells(fields), Long.toString(line), reason);
        } catch (IOException e) {
            throw failure(e);
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        }
    }

    /** Puts the file in its place, if it has rows; answers where it is. */
    public Optional<Path> finish() {
        if (out == null) {
            return Optional.empty();
        }
        try {
            closeWriter();
            return Optional.of(destination.keep(draft));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What was not finished goes. */
    @Override
    public void close() {
        try {
            closeWriter();
            if (draft != null) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void closeWriter() throws IOException {
        if (out != null) {
            CsvWriter finished = out;
            out = null;
            finished.close();
        }
    }

    private void open() throws IOException {
        draft = destination.draft();
        Writer text = Files.newBufferedWriter(draft);
        // By this mark spreadsheets know UTF-8.
        text.write(MARK);
        out = format().lineDelimiter(LineDelimiter.CRLF).build(text);
        write(kept.stream().map(columns::get).toList(), LINE, REASON);
    }

    private void write(List<String> cells, String line, String reason) {
        List<String> record = new ArrayList<>(cells);
        record.add(line);
        record.add(reason);
        out.writeRecord(record.stream().map(Guard::add).toList());
    }

    /** A row of another width than the header has lost its places: it goes into the first cells as it came. */
    private List<String> cells(List<String> fields) throws IOException {
        if (fields.size() == columns.size()) {
            return kept.stream().map(fields::get).toList();
        }
        List<String> cells = new ArrayList<>(fields.size() > kept.size() ? List.of(joined(fields)) : fields);
        cells.addAll(Collections.nCopies(kept.size() - cells.size(), ""));
        return cells;
    }

    private String joined(List<String> fields) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter line = format().build(text)) {
            line.writeRecord(fields);
        }
        return text.toString().strip();
    }

    private CsvWriter.CsvWriterBuilder format() {
        return CsvWriter.builder().fieldSeparator(separator);
    }

    private Failure failure(IOException cause) {
        return new Failure(
                Failure.Kind.SINK,
                Shown.text("The refused rows of " + name + " cannot be written to " + destination + ": " + cause
                        + ". Look at the free space and the rights of its folder"),
                cause);
    }
}
