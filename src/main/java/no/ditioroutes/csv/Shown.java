package no.ditioroutes.csv;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Text that comes from outside, as it may stand in a log: on one line, nothing that steers a terminal, not endless. */
public final class Shown {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+");
    private static final int LONGEST = 2000;

    private Shown() {}

    public static String text(String text) {
        String part = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return UNSEEN.matcher(part).replaceAll("?");
    }

    public static String name(Path file) {
        return text(String.valueOf(file.getFileName()));
    }
}
