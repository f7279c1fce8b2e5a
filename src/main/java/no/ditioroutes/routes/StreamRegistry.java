package no.ditioroutes.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.StreamOptions;
import no.ditioroutes.stream.tables.Cursor;

/**
 * Knows every stream that there is, as the route files and the settings describe it; needs neither Camel nor the database.
 *
 * <p>A stream is a route with the step {@code ditio-stream:open}. While routes run, it has what runs: {@link RouteFiles}
 * updates it when a file is loaded, edited or rejected.
 */
public final class StreamRegistry {

    private static final String READING = "reading";
    private static final Pattern STREAM =
            Pattern.compile("\\bgroup: *[\"']?stream[\"']?\\s|\\bditio-(stream|run):|\\buri: *ditio-stream\\b");
    private static final Pattern ID = Pattern.compile("\\bid: *[\"']?([\\w.-]+)");

    /** The content of the registry at one moment. */
    private record Content(
            Map<String, StreamRoute> streams,
            Set<String> routes,
            List<String> reading,
            Map<String, RouteFileException> rejected,
            Map<String, String> texts) {}

    private final UnaryOperator<String> settings;
    private volatile Content content = new Content(Map.of(), Set.of(), List.of(), Map.of(), Map.of());

    private StreamRegistry(UnaryOperator<String> settings) {
        this.settings = settings;
    }

    /**
     * Reads the route files as they are now.
     *
     * @param patterns such as {@code file:routes/*.camel.yaml}, separated by commas
     * @param settings returns the value of a setting by its key, null if it is not set
     */
    public static StreamRegistry read(String patterns, UnaryOperator<String> settings) {
        StreamRegistry registry = new StreamRegistry(settings);
        try {
            Map<String, String> texts = new RouteFolder(patterns).read();
            Map<String, RouteFileException> faults = new TreeMap<>();
            Collection<RouteFile> files = RouteFile.all(texts, faults).values();
            List<RouteFile> accepted = new ArrayList<>(new RouteOwners(List.of(), files).accepted(faults));
            accepted.removeIf(file -> registry.isRejected(file, faults));
            registry.update(accepted, faults, texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return registry;
    }

    private boolean isRejected(RouteFile file, Map<String, RouteFileException> faults) {
        try {
            for (RouteOutline route : file.routes()) {
                StreamRoute.of(file.name(), route, file.routes())
                        .ifPresent(stream -> stream.options(settings).check());
            }
            return false;
        } catch (UserFacingException | IllegalArgumentException e) {
            faults.put(file.name(), new RouteFileException(file.name(), 0, e.getMessage(), e));
            return true;
        }
    }

    /** Takes over the files whose routes run, those that were rejected, and the texts of all. */
    void update(Collection<RouteFile> files, Map<String, RouteFileException> rejected, Map<String, String> texts) {
        List<RouteOutline> routes =
                files.stream().flatMap(file -> file.routes().stream()).toList();
        Map<String, StreamRoute> streams = new TreeMap<>();
        for (RouteFile file : files) {
            for (RouteOutline route : file.routes()) {
                StreamRoute.of(file.name(), route, routes)
                        .ifPresent(stream -> streams.putIfAbsent(stream.name(), stream));
            }
        }
        List<String> reading = routes.stream()
                .filter(route -> route.group().equals(READING))
                .map(RouteOutline::id)
                .sorted()
                .toList();
        Set<String> ids = routes.stream().map(RouteOutline::id).collect(Collectors.toSet());
        content = new Content(streams, ids, reading, new TreeMap<>(rejected), texts);
    }

    /** Returns the names of all streams. */
    public List<String> names() {
        return List.copyOf(content.streams.keySet());
    }

    /** Returns the routes that keep no cursor: each run reads everything again. */
    public List<String> reading() {
        return content.reading;
    }

    /**
     * Returns what a stream is.
     *
     * @throws UserFacingException if there is none of this name, or an option or a setting has a wrong value
     */
    public StreamDefinition get(String stream) {
        return route(stream).definition(settings);
    }

    /** Returns the options of a stream by themselves, which can be read if a setting is wrong. */
    public StreamOptions options(String stream) {
        return route(stream).options(settings);
    }

    private StreamRoute route(String stream) {
        StreamRoute route = content.streams.get(stream);
        if (route == null) {
            throw unknown(stream, names());
        }
        return route;
    }

    /**
     * Returns up to when everything is stored of a stream with this cursor; nothing if the cursor does not say, or a setting
     * of the stream is wrong, which its own runs report.
     */
    public Optional<Instant> upTo(String stream, Cursor cursor) {
        try {
            return get(stream).upTo(cursor);
        } catch (UserFacingException e) {
            return Optional.empty();
        }
    }

    /** Returns these names, or those of all streams if none is given. */
    public List<String> named(List<String> wanted) {
        return named(wanted, names());
    }

    /** Does the same for {@code sync}, which also runs the routes that keep no cursor. */
    public List<String> toSync(List<String> wanted) {
        return named(
                wanted,
                Stream.concat(names().stream(), reading().stream()).sorted().toList());
    }

    private List<String> named(List<String> wanted, List<String> names) {
        wanted.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw unknown(name, names);
        });
        return wanted.isEmpty() ? names : wanted;
    }

    private UserFacingException unknown(String name, List<String> names) {
        String reason = reasonWithout(name)
                .map(rejected -> ": " + rejected)
                .orElse("; the routes define " + String.join(", ", names));
        return new UserFacingException(UserFacingException.Kind.SETTINGS, "There is no stream " + name + reason);
    }

    /** Returns another stream that writes to the same table. */
    public Optional<String> sharingTableWith(String stream) {
        String table = options(stream).table();
        return content.streams.values().stream()
                .filter(other -> !other.name().equals(stream)
                        && other.options(settings).table().equals(table))
                .map(StreamRoute::name)
                .findFirst();
    }

    /** Returns whether no other stream writes to the table of a stream; one whose file was rejected may do so. */
    public boolean ownsTable(String stream) {
        return leftOut().isEmpty() && sharingTableWith(stream).isEmpty();
    }

    /** Returns why each rejected file cannot be loaded, in the order of their names. */
    public Collection<RouteFileException> rejected() {
        return content.rejected.values();
    }

    /** Returns why there is no route of this id, if its file was rejected. */
    public Optional<String> reasonWithout(String route) {
        Content now = content;
        Pattern id = Pattern.compile("\\bid: *[\"']?" + Pattern.quote(route) + "[\"']?\\s");
        return now.rejected.entrySet().stream()
                .filter(each -> each.getKey().endsWith("/" + route + ".camel.yaml")
                        || id.matcher(now.texts.getOrDefault(each.getKey(), "")).find())
                .map(each -> each.getValue().getMessage())
                .findFirst();
    }

    /**
     * Returns the streams that are left out since their files were rejected, by the files' names without their endings, each
     * with the reason. A copy of a file whose streams run is none of them.
     */
    public Map<String, String> leftOut() {
        Content now = content;
        Map<String, String> leftOut = new TreeMap<>();
        now.rejected.forEach((file, fault) -> {
            String text = now.texts.getOrDefault(file, "");
            boolean runs = ID.matcher(text).results().anyMatch(id -> now.routes.contains(id.group(1)));
            if (STREAM.matcher(text).find() && !runs) {
                leftOut.put(file.replaceFirst(".*/", "").replaceFirst("\\.camel\\.yaml$", ""), fault.getMessage());
            }
        });
        return leftOut;
    }
}
