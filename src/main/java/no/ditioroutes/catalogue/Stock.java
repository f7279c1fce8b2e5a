package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Ditio has, by the user's own numbers. */
final class Stock {

    private final Kind kind;
    private final Map<Key, List<JsonNode>> entries = new LinkedHashMap<>();
    private final Map<Key, String> projectIds = new HashMap<>();
    private final Map<String, Key> projects = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private SentBefore sent = new SentBefore(Map.of(), Map.of());

    Stock(Kind kind) {
        this.kind = kind;
    }

    /** Adds entries of the kind. */
    void add(List<JsonNode> found) {
        for (JsonNode entry : found) {
            entries.computeIfAbsent(key(entry), key -> new ArrayList<>()).add(entry);
            entry.fieldNames().forEachRemaining(shown::add);
        }
    }

    /** Adds projects, which work orders are found by. */
    void addProjects(List<JsonNode> found) {
        for (JsonNode project : found) {
            Key key = new Key(
                    project.path("companyId").asText(),
                    project.path("projectNumber").asText(),
                    "");
            projects.put(project.path("id").asText(), key);
            projectIds.put(key, project.path("id").asText());
        }
    }

    /** Adds what earlier applications sent. */
    void sent(SentBefore before) {
        sent = before;
    }

    /** Of these fields the ones that Ditio shows of no entry. */
    Set<String> unseen(Set<String> fields) {
        Set<String> unseen = new HashSet<>(fields);
        unseen.removeAll(shown);
        return unseen;
    }

    List<JsonNode> of(Key key) {
        return entries.getOrDefault(key, List.of());
    }

    Existing existing(Key key, JsonNode entry) {
        Map<String, JsonNode> unseen = new HashMap<>(sent.last().getOrDefault(key, Map.of()));
        unseen.keySet().removeAll(shown);
        return new Existing(entry, unseen, sent.ignored().getOrDefault(key, List.of()));
    }

    /** The entries of these companies; where several have one number, one of them. */
    Map<Key, JsonNode> ofCompanies(Set<String> companies) {
        Map<Key, JsonNode> found = new LinkedHashMap<>();
        entries.forEach((key, all) -> {
            if (companies.contains(key.company())) {
                found.put(key, all.get(0));
            }
        });
        return found;
    }

    /** The id of the project a work order belongs to; empty where Ditio has no such project. */
    String projectId(Key workOrder) {
        return projectIds.getOrDefault(new Key(workOrder.company(), workOrder.project(), ""), "");
    }

    /** The user's own numbers of an entry of Ditio's. */
    Key key(JsonNode entry) {
        String project = kind == Kind.WORK_ORDERS
                ? projects.getOrDefault(entry.path("projectId").asText(), new Key("", "", ""))
                        .project()
                : "";
        return new Key(
                entry.path("companyId").asText(),
                project,
                entry.path(kind.numberField()).asText());
    }
}
