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
import no.ditioroutes.Exceptions;
import no.ditioroutes.UserFacingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the files with definitions that last until the program ends: beans, error handlers and the like. */
final class NonReloadableFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

    private final CamelRoutes routes;
    private final Map<String, String> applied = new HashMap<>();
    private final Map<String, RouteFileException> rejected = new TreeMap<>();

    NonReloadableFiles(CamelRoutes routes) {
        this.routes = routes;
    }

    /**
     * Applies the files: those with beans first, those that also have routes last.
     *
     * @throws UserFacingException if a file that others depend on cannot be loaded
     */
    void start(Collection<RouteFile> parsed, Map<String, String> texts, Map<String, RouteFileException> faults) {
        faults.forEach((name, fault) -> {
            if (RouteFile.isPrerequisite(texts.get(name))) {
                throw prerequisiteFailure(fault);
            }
        });
        for (RouteFile file : lasting(parsed)) {
            applied.put(file.name(), file.text());
            try {
                routes.addLasting(file);
            } catch (RouteFileException e) {
                if (RouteFile.isPrerequisite(file.text())) {
                    throw prerequisiteFailure(e);
                }
                rejected.put(file.name(), e);
            }
        }
        faults.putAll(rejected);
    }

    /** Logs which files were edited or removed: running routes keep the definitions they were created with. */
    void reload(Collection<RouteFile> parsed, Map<String, RouteFileException> faults) {
        List<RouteFile> now = lasting(parsed);
        for (RouteFile file : now) {
            if (!file.text().equals(applied.put(file.name(), file.text()))) {
                LOG.warn(
                        "{} was edited: restart the program, since its definitions are applied only at the start",
                        file.name());
            }
        }
        Set<String> names = now.stream().map(RouteFile::name).collect(Collectors.toCollection(TreeSet::new));
        for (String removed : applied.keySet().stream()
                .filter(name -> !names.contains(name) && !faults.containsKey(name))
                .toList()) {
            applied.remove(removed);
            LOG.warn("{} was removed: restart the program, since its definitions stay in use until then", removed);
        }
        rejected.keySet().retainAll(names);
        faults.putAll(rejected);
    }

    private static List<RouteFile> lasting(Collection<RouteFile> parsed) {
        return parsed.stream()
                .filter(file -> !file.isReloadable())
                .sorted(Comparator.comparing(RouteFile::hasRoutes)
                        .thenComparing(file -> !file.hasBeans())
                        .thenComparing(RouteFile::name))
                .toList();
    }

    /**
     * Returns the error that stops the start. If a bean reported a wrong setting, that message is kept, since the file
     * is not at fault.
     */
    private static UserFacingException prerequisiteFailure(RouteFileException fault) {
        return Exceptions.of(UserFacingException.class, fault)
                .orElseGet(() -> new UserFacingException(
                        UserFacingException.Kind.SETTINGS,
                        fault.getMessage() + ". All routes depend on this file: correct it, then start again",
                        fault));
    }
}
