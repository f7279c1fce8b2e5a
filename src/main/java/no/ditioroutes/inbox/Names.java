package no.ditioroutes.inbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Handles names of files, which may contain anything. */
final class Names {

    private static final int MOST_BYTES = 255;
    private static final int END = 20;
    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".filepart", ".crdownload", "~");
    private static final Pattern NO_NAME = Pattern.compile("\\.{0,2}");
    private static final Pattern UNSAFE = Pattern.compile("[/\\\\\\p{Cc}]");

    private Names() {}

    /** Returns whether others use such names for files that are unfinished, or not meant for us. */
    static boolean isUnfinished(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".")
                || lower.startsWith("~")
                || UNFINISHED.stream().anyMatch(lower::endsWith);
    }

    /** Returns a name that cannot lead to another folder. */
    static String safe(String name) {
        String safe = UNSAFE.matcher(name).replaceAll("_");
        return NO_NAME.matcher(safe).matches() ? "_" : cut(safe, "");
    }

    /** Returns the same name for another file: {@code states~2.csv}. */
    static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot < 10 ? name.substring(dot) : "";
        return cut(name.substring(0, name.length() - ending.length()), "~" + number + ending);
    }

    /** Returns the name with an ending; if it is too long, its middle is cut, so that its number is kept. */
    static String with(String name, String ending) {
        int end = name.offsetByCodePoints(name.length(), -Math.min(END, name.codePointCount(0, name.length())));
        return cut(name.substring(0, end), name.substring(end) + ending);
    }

    /** Returns the name with an ending, cut to the limit of file systems. */
    private static String cut(String name, String ending) {
        int room = MOST_BYTES - bytes(ending);
        String cut = name;
        while (bytes(cut) > room) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + ending;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
