package no.ditioroutes.csv;

import java.util.Locale;
import java.util.regex.Pattern;

/** Compares column names, which databases, spreadsheets and people write in different ways. */
public final class ColumnNames {

    /** Matches white space, invisible characters, underscores and hyphens. */
    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Cc}_-]+");

    private ColumnNames() {}

    /**
     * Returns a name in the form in which names are compared: without case, spaces, invisible characters, underscores
     * and hyphens.
     */
    public static String plain(String name) {
        return IGNORED.matcher(CellText.code(name).toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
