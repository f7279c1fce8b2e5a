package no.ditioroutes.routes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import no.ditioroutes.monitor.ComponentHealth;
import no.ditioroutes.monitor.HealthRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the route files one by one when Camel has started, and whenever a file is edited, added or removed. A file that
 * cannot be loaded is rejected with the reason. Its previous routes keep running, or are left out at the start; all
 * other files are loaded. Camel's own loader loads all files or none, and stops a route before it has validated the new
 * one.
 */
public final class RouteFiles implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

    private static final long SECONDS_BETWEEN_READS = 1;

    private final RouteFolder folder;
    private final boolean reload;
    private final StreamRegistry streams;
    private final Map<String, LoadedRouteFile> loaded = new ConcurrentSkipListMap<>();
    private volatile Map<String, RouteFileException> rejected = Map.of();
    private volatile Map<String, String> texts = Map.of();
    private CamelRoutes routes;
    private NonReloadableFiles lasting;

    private RouteFiles(String patterns, boolean reload, StreamRegistry streams) {
        this.folder = new RouteFolder(patterns);
        this.reload = reload;
        this.streams = streams;
    }

    /** Installs the loader in a Camel context, with the patterns of its settings. */
    public static void install(CamelContext camel) {
        RouteFiles files = new RouteFiles(
                camel.resolvePropertyPlaceholders("{{routes.files}}"),
                Boolean.parseBoolean(camel.resolvePropertyPlaceholders("{{routes.reload}}")),
                CamelContextHelper.mandatoryFindSingleByType(camel, StreamRegistry.class));
        try {
            camel.addStartupListener(files);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext camel, boolean alreadyStarted) {
        // The routes are loaded once everything has started.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext camel, boolean alreadyStarted) throws IOException {
        routes = new CamelRoutes(camel);
        lasting = new NonReloadableFiles(routes);
        texts = folder.start();
        Map<String, RouteFileException> faults = new TreeMap<>();
        Map<String, RouteFile> parsed = RouteFile.all(texts, faults);
        lasting.start(parsed.values(), texts, faults);
        apply(parsed, faults);
        Optional.ofNullable(CamelContextHelper.findSingleByType(camel, HealthRegistry.class))
                .ifPresent(health -> health.always(HealthRegistry.ROUTES, this::health));
        if (reload) {
            var unused = camel.getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "route-files")
                    .scheduleWithFixedDelay(
                            this::reloadChanged, SECONDS_BETWEEN_READS, SECONDS_BETWEEN_READS, TimeUnit.SECONDS);
        }
    }

    private ComponentHealth health() {
        Map<String, RouteFileException> now = rejected;
        return now.isEmpty()
                ? ComponentHealth.up("All " + texts.size() + " files are loaded")
                : ComponentHealth.down(now.values().stream()
                        .map(fault -> fault.getMessage() + ". " + consequence(fault.file()))
                        .collect(Collectors.joining(" ")));
    }

    private String consequence(String file) {
        return loaded.containsKey(file)
                ? "Its previous routes keep running."
                : "Its routes are left out; all others run.";
    }

    private void reloadChanged() {
        try {
            Optional<Map<String, String>> changed = folder.changed();
            if (changed.isPresent()) {
                texts = changed.get();
                Map<String, RouteFileException> faults = new TreeMap<>();
                Map<String, RouteFile> parsed = RouteFile.all(texts, faults);
                lasting.reload(parsed.values(), faults);
                apply(parsed, faults);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The route files cannot be checked for changes", e);
        }
    }

    private void apply(Map<String, RouteFile> parsed, Map<String, RouteFileException> faults) {
        // A file that is no longer valid YAML keeps its previous routes.
        List<RouteFile> kept = loaded.values().stream()
                .map(LoadedRouteFile::file)
                .filter(file -> texts.containsKey(file.name()) && !parsed.containsKey(file.name()))
                .toList();
        List<RouteFile> candidates =
                parsed.values().stream().filter(RouteFile::isReloadable).toList();
        List<RouteFile> owners = new ArrayList<>(kept);
        parsed.values().stream()
                .filter(file -> !file.isReloadable() && file.hasRoutes())
                .forEach(owners::add);
        List<RouteFile> accepted = new RouteOwners(owners, candidates).accepted(faults);
        removeAllBut(kept, accepted);
        replace(accepted, faults);
        report(faults);
        List<RouteFile> running = new ArrayList<>(owners);
        running.removeIf(file -> faults.containsKey(file.name()));
        loaded.values().forEach(file -> running.add(file.file()));
        streams.update(running, faults, texts);
    }

    /**
     * Removes routes that are no longer defined. A file that is rejected because another one has its route is removed
     * too, as it would be left out at the start.
     */
    private void removeAllBut(List<RouteFile> kept, List<RouteFile> accepted) {
        List<String> staying = new ArrayList<>();
        kept.forEach(file -> staying.add(file.name()));
        accepted.forEach(file -> staying.add(file.name()));
        for (String name : List.copyOf(loaded.keySet())) {
            if (!staying.contains(name)) {
                LoadedRouteFile removed = loaded.remove(name);
                routes.remove(removed.routes());
                LOG.warn(
                        "The routes {} of {} stopped: {}",
                        removed.ids(),
                        name,
                        texts.containsKey(name) ? "the file was rejected" : "the file was removed");
            }
        }
    }

    private void replace(List<RouteFile> accepted, Map<String, RouteFileException> faults) {
        List<RouteReplacement> replacements = new ArrayList<>();
        for (RouteFile file : accepted) {
            Optional<LoadedRouteFile> old = Optional.ofNullable(loaded.get(file.name()));
            if (old.filter(before -> before.file().text().equals(file.text())).isEmpty()) {
                try {
                    replacements.add(new RouteReplacement(routes, old, file));
                } catch (RouteFileException e) {
                    faults.put(file.name(), e);
                }
            }
        }
        replacements.forEach(RouteReplacement::removeOld);
        // No route with a trigger starts before all routes that it may call exist.
        replacements.forEach(RouteReplacement::addCalled);
        replacements.forEach(RouteReplacement::addStarting);
        replacements.forEach(replacement -> finish(replacement, faults));
    }

    private void finish(RouteReplacement replacement, Map<String, RouteFileException> faults) {
        String name = replacement.file().name();
        replacement.result().ifPresentOrElse(file -> loaded.put(name, file), () -> loaded.remove(name));
        replacement.fault().ifPresent(fault -> faults.put(name, fault));
        if (replacement.isUpdate() && replacement.fault().isEmpty()) {
            LOG.info(
                    "{} was edited: its routes {} were reloaded",
                    name,
                    loaded.get(name).ids());
        }
    }

    private void report(Map<String, RouteFileException> faults) {
        Map<String, RouteFileException> before = rejected;
        rejected = Map.copyOf(faults).isEmpty() ? Map.of() : new ConcurrentSkipListMap<>(faults);
        faults.forEach((name, fault) -> {
            RouteFileException known = before.get(name);
            if (known == null || !fault.getMessage().equals(known.getMessage())) {
                LOG.warn("{}. {}", fault.getMessage(), consequence(name));
            }
        });
        before.keySet().stream()
                .filter(name -> !faults.containsKey(name))
                .forEach(name -> LOG.info("{} is no longer rejected", name));
    }
}
