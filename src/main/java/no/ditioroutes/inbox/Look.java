package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * A snapshot of a file's attributes, without following links. If two snapshots are equal, the file has not changed
 * between them.
 *
 * @param key identifies the file, whatever its name
 * @param inode identifies the file on its file system; null if the system does not provide it
 */
record Look(Kind kind, Object key, Long inode, long size, FileTime modified) {

    /** The kind of entry. */
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

        /** Returns whether somebody may wrongly expect it to be read. */
        boolean isStrange() {
            return this != FILE && this != GONE;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private static final Look GONE = new Look(Kind.GONE, "", null, 0, FileTime.fromMillis(0));

    static Look at(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = Objects.requireNonNullElse(seen.fileKey(), "");
            Map<String, Object> unix = unix(file);
            Kind kind = kind(seen, (Integer) unix.getOrDefault("nlink", 1));
            return new Look(kind, key, (Long) unix.get("ino"), seen.size(), seen.lastModifiedTime());
        } catch (IOException e) {
            return GONE;
        }
    }

    private static Map<String, Object> unix(Path file) throws IOException {
        boolean known = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return known ? Files.readAttributes(file, "unix:nlink,ino", LinkOption.NOFOLLOW_LINKS) : Map.of();
    }

    private static Kind kind(BasicFileAttributes seen, int links) {
        if (seen.isRegularFile()) {
            return links > 1 ? Kind.HARD_LINK : Kind.FILE;
        }
        return seen.isSymbolicLink() ? Kind.LINK : seen.isDirectory() ? Kind.FOLDER : Kind.OTHER;
    }
}
