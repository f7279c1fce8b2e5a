package no.ditioroutes.csv;

import java.util.Locale;
import java.util.regex.Pattern;

/** Compares the names of columns, which databases, spreadsheets and people write in their own ways. */
public final class ColumnNames {

    /** White space of any kind, and what nobody sees. */
    private static final Pattern UNWRITTEN = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Cc}_-]+");

    private ColumnNames() {}

    /** Returns a name as it is compared: case, blanks, invisible characters, underscores and hyphens make no difference. */
    public static String plain(String name) {
        return UNWRITTEN.matcher(CellText.code(name).toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
