package no.ditioroutes.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.ditioroutes.UserFacingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table in a file: separated by comma, semicolon, tab or bar, in any common encoding, with column names in a header.
 * Links are not followed.
 */
public final class CsvFile {

    private static final Logger LOG = LoggerFactory.getLogger(CsvFile.class);
    private static final int HEAD = 4096;

    /** A header is searched in so many bytes. */
    private static final int SEARCHED = 1 << 16;

    private final Path path;
    private final FileStats survey;
    private final CsvHeader header;
    private final TableKind kind;
    private final List<String> columns;
    private final List<String> names;
    private final Map<String, Integer> places;
    private final Set<String> duplicates;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    private CsvFile(Path path, FileStats survey, CsvHeader header, TableKind kind) {
        this.path = path;
        this.survey = survey;
        this.header = header;
        this.kind = kind;
        List<String> written = header.columns();
        boolean guarded = isRejects(written);
        this.columns = guarded ? written.stream().map(FormulaGuard::remove).toList() : written;
        this.names = kind.ours(columns);
        List<String> plain = names.stream().map(ColumnNames::plain).toList();
        this.places = places(plain);
        Set<String> once = new HashSet<>();
        this.duplicates = plain.stream()
                .filter(name -> !name.isEmpty() && !once.add(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the file once and detects its format; its first row is the header. */
    public static CsvFile open(Path file) throws InvalidFileException {
        try {
            byte[] head = head(file);
            FileEncoding start = FileEncoding.of(head);
            FileSignature.check(head, start);
            FileStats survey = FileStats.of(file, start);
            RowRules any = RowRules.any(survey.isDoubtful());
            CsvHeader header =
                    CsvHeader.of(start.text(head), separator -> rows(file, survey, separator, any, survey.size()));
            return new CsvFile(file, survey, header, TableKind.ANY);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Returns the same file as a table of a kind: with the header that fits it best, and its column names. */
    public CsvFile as(TableKind other) {
        RowRules any = RowRules.any(survey.isDoubtful());
        long searched = Math.min(SEARCHED, survey.size());
        CsvHeader fitting = header.fitting(other, separator -> rows(path, survey, separator, any, searched));
        return new CsvFile(path, survey, fitting, other);
    }

    /** Returns whether the header has all columns that its kind requires. */
    public boolean isFull() {
        return header.isFull(kind);
    }

    public Path path() {
        return path;
    }

    public String name() {
        return path.getFileName().toString();
    }

    /** Returns the SHA-256 of the content in hexadecimal, which does not depend on the file's name. */
    public String digest() {
        return survey.digest();
    }

    /** Returns the size in bytes. */
    public long size() {
        return survey.size();
    }

    /** Returns the number of lines, which is never less than the number of rows. */
    public long lines() {
        return survey.lines();
    }

    /** Returns the line of the header, counted from 1. */
    public long headerLine() {
        return header.line();
    }

    /** Returns the column names as the file has them. */
    public List<String> columns() {
        return columns;
    }

    /** Returns the column names, translated to ours if there is an alias. */
    public List<String> names() {
        return names;
    }

    /**
     * Returns the index of a column, or -1. Case, spaces, underscores and hyphens are ignored.
     *
     * @throws InvalidFileException if the file has the column twice
     */
    public int column(String name) throws InvalidFileException {
        if (duplicates.contains(ColumnNames.plain(name))) {
            List<String> written = IntStream.range(0, names.size())
                    .filter(i -> ColumnNames.plain(names.get(i)).equals(ColumnNames.plain(name)))
                    .mapToObj(columns::get)
                    .toList();
            throw new InvalidFileException("Its header has the column " + name + " twice, as "
                    + String.join(" and ", written) + ". Remove or rename one of them");
        }
        return place(name);
    }

    /** Returns the data rows that the file had when it was opened. The caller closes them. */
    public CsvRows rows() {
        boolean guarded = isRejects(columns);
        RowRules rules = new RowRules(columns.size(), leastFields(), survey.isDoubtful(), guarded);
        // A row that was rejected before is rejected again until it is corrected.
        NonDataRows footnotes = new NonDataRows(this, guarded ? TableKind.ANY : kind);
        RawRows raw = rows(path, survey, separator(), rules, survey.size());
        return new CsvRows(raw, header, footnotes, survey.isUnended(), this::report);
    }

    public char separator() {
        return header.separator();
    }

    /** Returns the index of a column, the first of several, or -1. */
    int place(String name) {
        return places.getOrDefault(ColumnNames.plain(name), -1);
    }

    /** Logs what is skipped once, however often the file is read. */
    private void report(String skipped) {
        if (reported.add(skipped)) {
            LOG.warn("{}: {}", LogText.name(path), skipped);
        }
    }

    /**
     * Returns how many fields a row must have: up to the last required column, or the last named one if none is
     * required.
     */
    private int leastFields() {
        int named = IntStream.range(0, names.size())
                .filter(i -> !names.get(i).isEmpty())
                .max()
                .orElse(0);
        int needed = kind.required().stream().mapToInt(this::place).max().orElse(named);
        return 1 + needed;
    }

    private static byte[] head(Path file) throws IOException, InvalidFileException {
        try (InputStream bytes = bytes(file)) {
            byte[] head = bytes.readNBytes(HEAD);
            if (head.length == 0) {
                throw new InvalidFileException("It is empty, expected a CSV file with a header");
            }
            return head;
        }
    }

    static InputStream bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "it is not a regular file" : "it does not exist");
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static RawRows rows(Path file, FileStats survey, char separator, RowRules rules, long bytes) {
        try {
            return new RawRows(new TextDecoder(bytes(file), survey.encoding(), bytes), separator, rules);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UserFacingException unreadable(Path file, IOException cause) {
        return new UserFacingException(
                UserFacingException.Kind.SINK, LogText.text("The file " + file + " cannot be read: " + cause), cause);
    }

    /** Returns whether this is a reject file of this program, whose cells are guarded. */
    private static boolean isRejects(List<String> columns) {
        List<String> plain = columns.stream().map(ColumnNames::plain).toList();
        return plain.contains(RejectFile.LINE) && plain.contains(RejectFile.REASON);
    }

    private static Map<String, Integer> places(List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                places.putIfAbsent(names.get(i), i);
            }
        }
        return Collections.unmodifiableMap(places);
    }
}
