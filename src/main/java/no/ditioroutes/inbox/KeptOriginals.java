package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps the originals of files that were copied to another file system. A writer that still has one open writes to it,
 * whether the program runs or not, so it keeps a name: the number of its record, in a hidden folder of the inbox.
 */
final class KeptOriginals {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})(~\\d+)?");

    private final Path path;
    private final Drawer folder;

    KeptOriginals(InboxFolder inbox) {
        this.path = inbox.path().resolve(".moved");
        this.folder = new Drawer(inbox, path);
    }

    /** Returns the path for the original of a record. */
    Path place(long id) throws IOException {
        return folder.free(String.valueOf(id));
    }

    /** Returns the number of the record that an original belongs to; 0 if it has none. */
    static long id(Path original) {
        Matcher name = NUMBER.matcher(original.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    /** Returns the originals that are kept now. */
    List<Path> list() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.toList();
        }
    }
}
