package no.ditioroutes.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of routes on disk. A file counts once two reads in a row found it the same, so that one that is being saved is
 * neither empty nor cut short nor gone.
 */
final class RouteFolder {

    /** How many reads in a row an empty file may be on its way to be filled. */
    private static final int READS_EMPTY = 10;

    private final List<String> patterns;
    private Map<String, String> last = Map.of();
    private Map<String, String> settled = Map.of();
    private final Map<String, Integer> readsEmpty = new HashMap<>();

    /** Reads files by patterns such as {@code file:routes/*.camel.yaml}, with commas between. */
    RouteFolder(String patterns) {
        this.patterns = Stream.of(patterns.split(","))
                .map(pattern -> pattern.strip().replaceFirst("^file:(//)?", "").replaceFirst("\\?.*$", ""))
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }

    /** Returns the texts of all files by their names, as they are now. */
    Map<String, String> read() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String pattern : patterns) {
            Path path = Path.of(pattern);
            Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
            add(folder, path.getFileName().toString(), texts);
        }
        return texts;
    }

    private static void add(Path folder, String names, Map<String, String> texts) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                texts.put(file.toString().replace('\\', '/'), text(file));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Without the folder there are no files in it.
            return;
        }
    }

    private static String text(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replaceFirst("^\\uFEFF", "");
            return text.isBlank() ? "" : text;
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the texts if they were the same at the last read too, and differ from those that were returned before. */
    Optional<Map<String, String>> changed() throws IOException {
        Map<String, String> now = read();
        now.replaceAll(this::unlessBeingSaved);
        boolean same = now.equals(last);
        last = now;
        if (!same || now.equals(settled)) {
            return Optional.empty();
        }
        settled = now;
        return Optional.of(now);
    }

    /** An editor or a shell may empty a file before it writes. */
    private String unlessBeingSaved(String file, String text) {
        int empty = text.isEmpty() ? readsEmpty.merge(file, 1, Integer::sum) : 0;
        if (empty == 0) {
            readsEmpty.remove(file);
        }
        return empty > 0 && empty < READS_EMPTY ? settled.getOrDefault(file, text) : text;
    }

    /** Returns the texts as they are now, as the state that changes are compared with. */
    Map<String, String> start() throws IOException {
        last = read();
        settled = last;
        return last;
    }
}
