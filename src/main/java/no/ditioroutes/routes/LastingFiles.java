package no.ditioroutes.routes;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that define beans, retry rules and the like, which last as long as the program runs. */
final class LastingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

    private final CamelRoutes routes;
    private final Map<String, String> applied = new HashMap<>();
    private final Map<String, RouteFileException> refused = new TreeMap<>();

    LastingFiles(CamelRoutes routes) {
        this.routes = routes;
    }

    /**
     * Applies them: beans first, files that have routes too last.
     *
     * @throws Failure if one cannot be loaded that other files need
     */
    void start(Collection<RouteFile> parsed, Map<String, String> texts, Map<String, RouteFileException> faults) {
        faults.forEach((name, fault) -> {
            if (RouteFile.isPrerequisite(texts.get(name))) {
                throw needed(fault);
            }
        });
        for (RouteFile file : lasting(parsed)) {
            applied.put(file.name(), file.text());
            try {
                routes.addLasting(file);
            } catch (RouteFileException e) {
                if (RouteFile.isPrerequisite(file.text())) {
                    throw needed(e);
                }
                refused.put(file.name(), e);
            }
        }
        faults.putAll(refused);
    }

    /** Reports those that were edited: routes that run have what was defined when they were made. */
    void reload(Collection<RouteFile> parsed, Map<String, RouteFileException> faults) {
        List<RouteFile> now = lasting(parsed);
        for (RouteFile file : now) {
            if (!file.text().equals(applied.put(file.name(), file.text()))) {
                LOG.warn(
                        "{} was edited: restart the program, what this file defines is applied at the start alone",
                        file.name());
            }
        }
        Set<String> names = now.stream().map(RouteFile::name).collect(Collectors.toCollection(TreeSet::new));
        for (String removed : applied.keySet().stream()
                .filter(name -> !names.contains(name) && !faults.containsKey(name))
                .toList()) {
            applied.remove(removed);
            LOG.warn("{} was removed: restart the program, what it defined lasts until then", removed);
        }
        refused.keySet().retainAll(names);
        faults.putAll(refused);
    }

    private static List<RouteFile> lasting(Collection<RouteFile> parsed) {
        return parsed.stream()
                .filter(file -> !file.isReloadable())
                .sorted(Comparator.comparing(RouteFile::hasRoutes)
                        .thenComparing(file -> !file.hasBeans())
                        .thenComparing(RouteFile::name))
                .toList();
    }

    /** What a bean says of a setting is about that setting, not about the file. */
    private static Failure needed(RouteFileException fault) {
        return Thrown.of(Failure.class, fault)
                .orElseGet(() -> new Failure(
                        Failure.Kind.SETTINGS,
                        fault.getMessage()
                                + ". Nothing runs without what this file defines: correct it, then start again",
                        fault));
    }
}
