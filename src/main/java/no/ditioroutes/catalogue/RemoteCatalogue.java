package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries of one kind that Ditio has, by the user's own numbers. */
final class RemoteCatalogue {

    /**
     * The values that earlier applications sent, by the entries they sent them to.
     *
     * @param last the last values of the fields that Ditio shows of no entry
     * @param ignored what Ditio accepted and did not store
     */
    record SentBefore(Map<EntryKey, Map<String, JsonNode>> last, Map<EntryKey, List<Change.Ignored>> ignored) {}

    /**
     * An entry as Ditio has it.
     *
     * @param unseen what was sent last of the fields that Ditio does not show
     * @param ignored what Ditio accepted for it earlier and did not store
     */
    record RemoteEntry(JsonNode entry, Map<String, JsonNode> unseen, List<Change.Ignored> ignored) {

        /** Returns what Ditio is known to ignore of these changes. */
        List<Change.Ignored> ignored(EntryKind kind, List<Change> changes) {
            return changes.stream()
                    .flatMap(change -> ignored.stream()
                            .filter(before ->
                                    before.isSame(kind.fields().get(change.field()), change, entry.has(change.field())))
                            .limit(1))
                    .toList();
        }

        String id() {
            return entry.path("id").asText();
        }
    }

    private final EntryKind kind;
    private final Set<String> machineTypes = new HashSet<>();
    private final Map<EntryKey, List<JsonNode>> entries = new LinkedHashMap<>();
    private final Map<EntryKey, String> projectIds = new HashMap<>();
    private final Map<String, EntryKey> projects = new HashMap<>();
    private final Set<String> shown = new HashSet<>();

    RemoteCatalogue(EntryKind kind) {
        this.kind = kind;
    }

    /** Adds machine types. That they are listed is documented, not how. */
    void addMachineTypes(List<JsonNode> found) {
        for (JsonNode type : found) {
            machineTypes.add(
                    type.isTextual()
                            ? type.asText()
                            : type.path("typeId").asText(type.path("id").asText("")));
        }
    }

    Set<String> machineTypes() {
        return machineTypes;
    }

    /** Adds projects, by which work orders are found. */
    void addProjects(List<JsonNode> found) {
        for (JsonNode project : found) {
            EntryKey key = new EntryKey(
                    project.path("companyId").asText(),
                    project.path("projectNumber").asText(),
                    "");
            projects.put(project.path("id").asText(), key);
            projectIds.put(key, project.path("id").asText());
        }
    }

    /** Adds entries of the kind. */
    void add(List<JsonNode> found) {
        for (JsonNode entry : found) {
            entries.computeIfAbsent(key(entry), key -> new ArrayList<>()).add(entry);
            entry.fieldNames().forEachRemaining(shown::add);
        }
    }

    /** Returns those of these fields that Ditio shows of no entry. */
    Set<String> unseen(Set<String> fields) {
        Set<String> unseen = new HashSet<>(fields);
        unseen.removeAll(shown);
        return unseen;
    }

    List<JsonNode> entries(EntryKey key) {
        return entries.getOrDefault(key, List.of());
    }

    /** Returns an entry together with what earlier applications sent to it. */
    RemoteEntry withSent(SentBefore before, EntryKey key, JsonNode entry) {
        Map<String, JsonNode> unseen = new HashMap<>(before.last().getOrDefault(key, Map.of()));
        unseen.keySet().removeAll(shown);
        return new RemoteEntry(entry, unseen, before.ignored().getOrDefault(key, List.of()));
    }

    /** Returns the entries of these companies; if several have one number, one of them. */
    Map<EntryKey, JsonNode> ofCompanies(Set<String> companies) {
        Map<EntryKey, JsonNode> found = new LinkedHashMap<>();
        entries.forEach((key, all) -> {
            if (companies.contains(key.company())) {
                found.put(key, all.get(0));
            }
        });
        return found;
    }

    /** Returns the id of the project a work order belongs to; empty if Ditio has no such project. */
    String projectId(EntryKey workOrder) {
        return projectIds.getOrDefault(new EntryKey(workOrder.company(), workOrder.project(), ""), "");
    }

    /** Returns the user's own numbers of an entry of Ditio. */
    EntryKey key(JsonNode entry) {
        EntryKey project = projects.get(entry.path("projectId").asText());
        return new EntryKey(
                entry.path("companyId").asText(),
                kind == EntryKind.WORK_ORDERS && project != null ? project.project() : "",
                entry.path(kind.numberField()).asText());
    }
}
