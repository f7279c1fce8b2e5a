package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * What a look at a file shows, links not followed. Two equal looks mean: nothing has happened to it between them.
 *
 * @param key which file it is, whatever its name
 */
record Look(Kind kind, Object key, long size, FileTime modified) {

    /** What lies there. */
    enum Kind {
        FILE("a file"),
        GONE("gone"),
        HARD_LINK("one of several names of a file"),
        LINK("a link"),
        FOLDER("a folder"),
        OTHER("a pipe or a device");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Whether somebody expects in vain that it is read. */
        boolean isStrange() {
            return this != FILE && this != GONE;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static final Look GONE = new Look(Kind.GONE, "", 0, FileTime.fromMillis(0));

    static Look at(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = Objects.requireNonNullElse(seen.fileKey(), "");
            return new Look(kind(file, seen), key, seen.size(), seen.lastModifiedTime());
        } catch (IOException e) {
            return GONE;
        }
    }

    private static Kind kind(Path file, BasicFileAttributes seen) throws IOException {
        if (seen.isRegularFile()) {
            return links(file) > 1 ? Kind.HARD_LINK : Kind.FILE;
        }
        return seen.isSymbolicLink() ? Kind.LINK : seen.isDirectory() ? Kind.FOLDER : Kind.OTHER;
    }

    private static int links(Path file) throws IOException {
        boolean known = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return known ? (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) : 1;
    }
}
