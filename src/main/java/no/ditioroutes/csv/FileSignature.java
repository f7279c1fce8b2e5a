package no.ditioroutes.csv;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Recognises files that are not CSV by their first bytes. */
final class FileSignature {

    private static final Pattern JSON = Pattern.compile("(?s)\\s*(\\{|\\[\\s*[\\[{\"\\d]).*");
    private static final Pattern MARKUP = Pattern.compile("(?s)\\s*<[!?a-zA-Z].*");

    private FileSignature() {}

    static void check(byte[] head, FileEncoding encoding) throws InvalidFileException {
        String bytes = new String(head, StandardCharsets.ISO_8859_1);
        if (bytes.startsWith("PK\3\4") || bytes.startsWith("PK\5\6")) {
            throw bad("a ZIP archive or an Excel workbook (.xlsx)", "unpack it, or save the sheet as CSV");
        }
        if (bytes.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            throw bad("an old Excel workbook (.xls)", "save the sheet as CSV");
        }
        if (bytes.startsWith("\u001F\u008B")) {
            throw bad("packed with gzip", "unpack it");
        }
        if (bytes.startsWith("%PDF")) {
            throw bad("a PDF", "export the table as CSV");
        }
        checkText(encoding.text(head));
    }

    private static void checkText(String text) throws InvalidFileException {
        if (JSON.matcher(text).matches()) {
            throw bad("JSON", "export the table as CSV");
        }
        if (MARKUP.matcher(text).matches()) {
            throw bad(
                    "HTML or XML, perhaps a page that asks to log in",
                    "open it in a browser to check, and export the table as CSV");
        }
        // Zero bytes further down reject only the rows that contain them.
        if (text.lines().findFirst().orElse("").indexOf('\0') >= 0) {
            throw bad("binary: its first line has zero bytes", "export the table as CSV");
        }
    }

    private static InvalidFileException bad(String what, String hint) {
        return new InvalidFileException("Expected a CSV file, but it is " + what + ": " + hint);
    }
}
