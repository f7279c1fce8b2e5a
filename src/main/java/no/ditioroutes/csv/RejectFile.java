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
import no.ditioroutes.UserFacingException;

/**
 * Writes the rejected rows of a file, each with its line and the reason. The file is safe to open in a spreadsheet, can
 * be dropped into the inbox again once it is corrected, and is not visible before it is complete.
 */
public final class RejectFile implements AutoCloseable {

    static final String LINE = "line";
    static final String REASON = "reason";
    private static final char MARK = '\uFEFF';

    private final FileDestination destination;
    private final String name;
    private final List<String> columns;
    private final char separator;
    private final List<Integer> kept;
    private Path draft;
    private CsvWriter out;

    /** Creates a reject file for the rows of a source; nothing is written before the first row. */
    public RejectFile(FileDestination destination, CsvFile source) {
        this.destination = destination;
        this.name = source.name();
        this.columns = source.columns();
        this.separator = source.separator();
        this.kept = IntStream.range(0, columns.size())
                .filter(column -> column != source.place(LINE) && column != source.place(REASON))
                .boxed()
                .toList();
    }

    /** Creates a reject file for rows that do not come from a file at hand. */
    public RejectFile(FileDestination destination, String name, List<String> columns) {
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

    /** Publishes the file if it has rows, and returns its path. */
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

    /** Deletes the file unless it was finished. */
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
        // Spreadsheets recognise UTF-8 by this mark.
        text.write(MARK);
        out = format().lineDelimiter(LineDelimiter.CRLF).build(text);
        write(kept.stream().map(columns::get).toList(), LINE, REASON);
    }

    private void write(List<String> cells, String line, String reason) {
        List<String> record = new ArrayList<>(cells);
        record.add(line);
        record.add(reason);
        out.writeRecord(record.stream().map(FormulaGuard::add).toList());
    }

    /**
     * Returns the cells of a row. If it is wider or narrower than the header, its fields belong to no known columns and
     * go into the first cells as they came.
     */
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

    private UserFacingException failure(IOException cause) {
        return new UserFacingException(
                UserFacingException.Kind.SINK,
                LogText.text("The rejected rows of " + name + " cannot be written to " + destination + ": " + cause
                        + ". Check the free space and the permissions of its folder"),
                cause);
    }
}
