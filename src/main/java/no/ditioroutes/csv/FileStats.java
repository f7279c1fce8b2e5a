package no.ditioroutes.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Holds the facts about a file that one pass over its bytes yields. */
final class FileStats {

    private static final int CHARS = 1 << 15;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final MessageDigest sha256 = sha256();
    private final FileEncoding start;
    private String digest = "";
    private long size;
    private long lines;
    private long foreign;
    private long marked;
    private boolean zeros;
    private boolean unended;

    private FileStats(FileEncoding start) {
        this.start = start;
    }

    static FileStats of(Path file, FileEncoding start) throws IOException {
        FileStats survey = new FileStats(start);
        try (InputStream bytes = new DigestInputStream(CsvFile.bytes(file), survey.sha256);
                TextDecoder text = new TextDecoder(bytes, start, Long.MAX_VALUE)) {
            survey.read(text);
            survey.size = text.size();
        }
        survey.digest = HexFormat.of().formatHex(survey.sha256.digest());
        return survey;
    }

    String digest() {
        return digest;
    }

    long size() {
        return size;
    }

    long lines() {
        return lines;
    }

    /**
     * Returns the encoding. A few invalid bytes in UTF-8 do not make it windows-1252; more of them than of valid
     * letters do.
     */
    FileEncoding encoding() {
        return start.isGuess() && marked > foreign ? new FileEncoding(WINDOWS, 0, true) : start;
    }

    /** Returns whether the text may contain invalid bytes. */
    boolean isDoubtful() {
        return marked > 0 || zeros;
    }

    /** Returns whether the last line has text and no line break. */
    boolean isUnended() {
        return unended;
    }

    private void read(TextDecoder text) throws IOException {
        char[] chars = new char[CHARS];
        char before = 0;
        for (int count = text.read(chars, 0, CHARS); count >= 0; count = text.read(chars, 0, CHARS)) {
            before = count(chars, count, before);
        }
        lines += before == '\n' || before == '\r' || text.size() == start.mark() ? 0 : 1;
        marked = text.marked();
        foreign -= marked;
    }

    private char count(char[] chars, int count, char first) {
        char before = first;
        boolean text = unended;
        for (int i = 0; i < count; i++) {
            char c = chars[i];
            if (c < ' ') {
                lines += c == '\r' || (c == '\n' && before != '\r') ? 1 : 0;
                zeros |= c == 0;
                text = c == 0 || (text && c != '\r' && c != '\n');
            } else {
                foreign += c > '~' ? 1 : 0;
                text |= c != ' ';
            }
            before = c;
        }
        unended = text;
        return before;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, which every Java has", e);
        }
    }
}
