package no.ditioroutes.csv;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Makes text from outside safe for a log: one line of limited length, without control characters. */
public final class LogText {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+");
    private static final int LONGEST = 2000;

    private LogText() {}

    public static String text(String text) {
        String part = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return UNPRINTABLE.matcher(part).replaceAll("?");
    }

    public static String name(Path file) {
        return text(String.valueOf(file.getFileName()));
    }
}
