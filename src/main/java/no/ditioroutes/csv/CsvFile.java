package no.ditioroutes.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import no.ditioroutes.Failure;

/**
 * A table in a file: comma, semicolon or tab, in any common encoding, with its columns named in the first row. A link is
 * not followed.
 */
public final class CsvFile {

    private static final int HEAD = 4096;
    private static final Pattern UNWRITTEN = Pattern.compile("[\\s_-]+");

    private final Path path;
    private final Survey survey;
    private final Header header;
    private final List<String> columns;
    private final Map<String, Integer> places;

    private CsvFile(Path path, Survey survey, Header header) throws BadFile {
        this.path = path;
        this.survey = survey;
        this.header = header;
        this.places = places(header.columns());
        this.columns =
                isRejects() ? header.columns().stream().map(Guard::remove).toList() : header.columns();
    }

    /** Reads the file once and finds out what it is. */
    public static CsvFile open(Path file) throws BadFile {
        try {
            byte[] head = head(file);
            Encoding start = Encoding.of(head);
            Signature.check(head, start);
            Survey survey = Survey.of(file, start);
            RowRules any = new RowRules(0, survey.isDoubtful(), false);
            Header header = Header.of(start.text(head), separator -> rows(file, survey, separator, any));
            return new CsvFile(file, survey, header);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
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

    /** As they are written. */
    public List<String> columns() {
        return columns;
    }

    /** The place of a column, or -1. Case, blanks, underscores and hyphens make no difference. */
    public int column(String name) {
        return places.getOrDefault(plain(name), -1);
    }

    /** Its rows without the header, as far as it was read when it was opened; to be closed. */
    public CsvRows rows() {
        RowRules rules = new RowRules(columns.size(), survey.isDoubtful(), isRejects());
        return header.skip(rows(path, survey, separator(), rules));
    }

    public char separator() {
        return header.separator();
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

    private static CsvRows rows(Path file, Survey survey, char separator, RowRules rules) {
        try {
            return new CsvRows(new Text(bytes(file), survey.encoding(), survey.size()), separator, rules);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Failure unreadable(Path file, IOException cause) {
        return new Failure(Failure.Kind.SINK, Shown.text("The file " + file + " cannot be read: " + cause), cause);
    }

    /** One of our own files of rejects, whose cells are guarded. */
    private boolean isRejects() {
        return column("line") >= 0 && column("reason") >= 0;
    }

    private static Map<String, Integer> places(List<String> header) throws BadFile {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = plain(header.get(i));
            if (!name.isEmpty() && places.putIfAbsent(name, i) != null) {
                throw new BadFile("Its header has the column " + header.get(i) + " twice: which of them counts?");
            }
        }
        return Collections.unmodifiableMap(places);
    }

    private static String plain(String name) {
        return UNWRITTEN.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
