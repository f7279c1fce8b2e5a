package no.ditioroutes.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which file a route belongs to if several define it: the file named after one of its routes, else the first by
 * name. Only the files count, so that a start and a reload decide alike.
 */
final class RouteOwners {

    private final Map<String, RouteFile> owners = new TreeMap<>();
    private final List<RouteFile> ordered;

    /**
     * Assigns routes to files.
     *
     * @param first files that keep their routes whatever others define
     */
    RouteOwners(Collection<RouteFile> first, Collection<RouteFile> files) {
        first.forEach(this::claim);
        ordered = files.stream()
                .sorted(Comparator.comparing((RouteFile file) -> !file.isNamedLikeARoute())
                        .thenComparing(RouteFile::name))
                .toList();
    }

    /** Returns the files that own all their routes, and adds an error for each of the others. */
    List<RouteFile> accepted(Map<String, RouteFileException> faults) {
        List<RouteFile> accepted = new ArrayList<>();
        for (RouteFile file : ordered) {
            Optional<Map.Entry<String, Integer>> taken = file.ids().entrySet().stream()
                    .filter(id -> owners.containsKey(id.getKey()))
                    .findFirst();
            if (taken.isPresent()) {
                faults.put(
                        file.name(),
                        rejection(file, taken.get().getKey(), taken.get().getValue()));
            } else {
                claim(file);
                accepted.add(file);
            }
        }
        return accepted;
    }

    private void claim(RouteFile file) {
        file.ids().keySet().forEach(id -> owners.put(id, file));
    }

    private RouteFileException rejection(RouteFile file, String id, int line) {
        String reason = "It defines the route " + id + ", which "
                + owners.get(id).name() + " defines already. Give the route another id, or remove one of the files";
        return new RouteFileException(file.name(), line, reason, null);
    }
}
