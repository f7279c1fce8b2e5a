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
 * The route files on disk. A change counts once two consecutive reads agree, so that a file that is being saved is not
 * seen empty, truncated or missing.
 */
final class RouteFolder {

    /** The number of consecutive reads for which an empty file is assumed to be still being written. */
    private static final int READS_EMPTY = 10;

    private final List<String> patterns;
    private Map<String, String> last = Map.of();
    private Map<String, String> settled = Map.of();
    private final Map<String, Integer> readsEmpty = new HashMap<>();

    /** Creates a reader of files by patterns such as {@code file:routes/*.camel.yaml}, separated by commas. */
    RouteFolder(String patterns) {
        this.patterns = Stream.of(patterns.split(","))
                .map(pattern -> pattern.strip().replaceFirst("^file:(//)?", "").replaceFirst("\\?.*$", ""))
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }

    /** Returns the current texts of all files by file name. */
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
            // A folder that does not exist has no files.
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

    /** Returns the texts if they are the same as at the last read and differ from those returned before. */
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

    /**
     * Returns the previous text of an empty file for a while, since an editor or a shell may truncate a file before
     * writing.
     */
    private String unlessBeingSaved(String file, String text) {
        int empty = text.isEmpty() ? readsEmpty.merge(file, 1, Integer::sum) : 0;
        if (empty == 0) {
            readsEmpty.remove(file);
        }
        return empty > 0 && empty < READS_EMPTY ? settled.getOrDefault(file, text) : text;
    }

    /** Returns the current texts, and uses them as the state that changes are compared with. */
    Map<String, String> start() throws IOException {
        last = read();
        settled = last;
        return last;
    }
}
