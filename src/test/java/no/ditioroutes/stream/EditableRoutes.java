package no.ditioroutes.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the shipped routes that a test edits as a user would. */
public final class EditableRoutes {

    private static final Path SHIPPED = Path.of("routes");

    private final Path folder;

    private EditableRoutes(Path folder) {
        this.folder = folder;
    }

    public static EditableRoutes copy() {
        try {
            EditableRoutes copy = new EditableRoutes(Files.createTempDirectory("routes"));
            Files.createDirectory(copy.folder.resolve("shared"));
            for (Path file : shipped()) {
                Files.copy(SHIPPED.resolve(file), copy.folder.resolve(file));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the pattern for the setting {@code camel.main.routes-include-pattern}. */
    public String pattern() {
        return "file:" + folder + "/*.camel.yaml,file:" + folder + "/shared/*.camel.yaml";
    }

    Path folder() {
        return folder;
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Saves a file in one step, as editors do. */
    public EditableRoutes write(String file, String text) {
        try {
            Path draft = Files.writeString(folder.resolve(file + ".draft"), text);
            Files.move(draft, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text, which must exist. */
    public EditableRoutes edit(String file, String from, String to) {
        String text = read(file);
        assertThat(text).contains(from);
        return write(file, text.replace(from, to));
    }

    /** Removes a file if it exists. */
    void remove(String file) {
        try {
            Files.deleteIfExists(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Truncates a file, as a shell does before writing. */
    void truncate(String file) {
        try {
            Files.writeString(folder.resolve(file), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .map(SHIPPED::relativize)
                    .toList();
        }
    }
}
