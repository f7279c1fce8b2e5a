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
import no.ditioroutes.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table in a file: comma, semicolon, tab or bar, in any common encoding, with its columns named in its header. A link is
 * not followed.
 */
public final class CsvFile {

    private static final Logger LOG = LoggerFactory.getLogger(CsvFile.class);
    private static final int HEAD = 4096;

    /** The bytes among which a header is searched. */
    private static final int SEARCHED = 1 << 16;

    private final Path path;
    private final Survey survey;
    private final Header header;
    private final TableKind kind;
    private final List<String> columns;
    private final List<String> names;
    private final Map<String, Integer> places;
    private final Set<String> doubled;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    private CsvFile(Path path, Survey survey, Header header, TableKind kind) {
        this.path = path;
        this.survey = survey;
        this.header = header;
        this.kind = kind;
        List<String> written = header.columns();
        boolean guarded = isRejects(written);
        this.columns = guarded ? written.stream().map(Guard::remove).toList() : written;
        this.names = kind.ours(columns);
        List<String> plain = names.stream().map(ColumnNames::plain).toList();
        this.places = places(plain);
        Set<String> once = new HashSet<>();
        this.doubled = plain.stream()
                .filter(name -> !name.isEmpty() && !once.add(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the file once and finds out what it is; its first row is the header. */
    public static CsvFile open(Path file) throws BadFile {
        try {
            byte[] head = head(file);
            Encoding start = Encoding.of(head);
            Signature.check(head, start);
            Survey survey = Survey.of(file, start);
            RowRules any = RowRules.any(survey.isDoubtful());
            Header header = Header.of(start.text(head), separator -> rows(file, survey, separator, any, survey.size()));
            return new CsvFile(file, survey, header, TableKind.ANY);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Returns the same file as one of a kind: with the header that fits it best, and its names for columns. */
    public CsvFile as(TableKind other) {
        RowRules any = RowRules.any(survey.isDoubtful());
        long searched = Math.min(SEARCHED, survey.size());
        Header fitting = header.fitting(other, separator -> rows(path, survey, separator, any, searched));
        return new CsvFile(path, survey, fitting, other);
    }

    /** Whether its header has all columns that its kind needs. */
    public boolean isFull() {
        return header.isFull(kind);
    }

    public Path path() {
        return path;
    }

    public String name() {
        return path.getFileName().toString();
    }

    /** The SHA-256 of its bytes, in hexadecimal: the same for the same content under any name. */
    public String digest() {
        return survey.digest();
    }

    /** In bytes. */
    public long size() {
        return survey.size();
    }

    /** How many lines it has; never less than it has rows. */
    public long lines() {
        return survey.lines();
    }

    /** The line of its header. */
    public long headerLine() {
        return header.line();
    }

    /** Its columns as they are written. */
    public List<String> columns() {
        return columns;
    }

    /** Its columns by our names, if they have one. */
    public List<String> names() {
        return names;
    }

    /**
     * Returns the place of a column, or -1. Case, blanks, underscores and hyphens make no difference.
     *
     * @throws BadFile if the file has it twice
     */
    public int column(String name) throws BadFile {
        if (doubled.contains(ColumnNames.plain(name))) {
            List<String> written = IntStream.range(0, names.size())
                    .filter(i -> ColumnNames.plain(names.get(i)).equals(ColumnNames.plain(name)))
                    .mapToObj(columns::get)
                    .toList();
            throw new BadFile("Its header has the column " + name + " twice, as " + String.join(" and ", written)
                    + ": which of them counts? Remove or rename the other");
        }
        return place(name);
    }

    /** Its rows without the header, as far as it was read when it was opened; to be closed. */
    public CsvRows rows() {
        boolean guarded = isRejects(columns);
        RowRules rules = new RowRules(columns.size(), leastFields(), survey.isDoubtful(), guarded);
        // What was rejected once is rejected again, until somebody corrects it.
        Footnotes footnotes = new Footnotes(this, guarded ? TableKind.ANY : kind);
        RawRows raw = rows(path, survey, separator(), rules, survey.size());
        return new CsvRows(raw, header, footnotes, survey.isUnended(), this::report);
    }

    char separator() {
        return header.separator();
    }

    /** The place of a column, the first of several; or -1. */
    int place(String name) {
        return places.getOrDefault(ColumnNames.plain(name), -1);
    }

    /** However often it is read. */
    private void report(String skipped) {
        if (reported.add(skipped)) {
            LOG.warn("{}: {}", Shown.name(path), skipped);
        }
    }

    /** A row must reach the last column that is needed; or the last that has a name, if nobody knows which are. */
    private int leastFields() {
        int named = IntStream.range(0, names.size())
                .filter(i -> !names.get(i).isEmpty())
                .max()
                .orElse(0);
        int needed = kind.required().stream().mapToInt(this::place).max().orElse(named);
        return 1 + needed;
    }

    private static byte[] head(Path file) throws IOException, BadFile {
        try (InputStream bytes = bytes(file)) {
            byte[] head = bytes.readNBytes(HEAD);
            if (head.length == 0) {
                throw new BadFile("It is empty: a CSV file with a header was expected");
            }
            return head;
        }
    }

    static InputStream bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "it is no regular file" : "it is not there");
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static RawRows rows(Path file, Survey survey, char separator, RowRules rules, long bytes) {
        try {
            return new RawRows(new Text(bytes(file), survey.encoding(), bytes), separator, rules);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Failure unreadable(Path file, IOException cause) {
        return new Failure(Failure.Kind.SINK, Shown.text("The file " + file + " cannot be read: " + cause), cause);
    }

    /** Whether it is one of our own files of rejects, whose cells are guarded. */
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
