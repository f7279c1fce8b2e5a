package no.ditioroutes.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import no.ditioroutes.store.CatalogueEntry;
import no.ditioroutes.store.Store;

/** What was sent when, with which id and outcome: the table {@code ditio_catalogue}. */
final class Journal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Store store;
    private final Settings settings;

    Journal(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** What became of the items that a step sent. */
    void keep(Job job, Step step) {
        String action = step.what() == Step.Write.CREATE_MANY
                ? "create"
                : step.what().name().toLowerCase(Locale.ROOT);
        add(step.items().stream()
                .filter(item -> step.sent(item).isPresent())
                .filter(item -> item.outcome() != Outcome.PLANNED || !item.id().isEmpty())
                .map(item ->
                        entry(job, item, action, outcome(item), step.sent(item).orElse("")))
                .toList());
    }

    /** What needed no writing, where its id is not known yet, and what could not be written. */
    void keepRest(Job job) {
        Set<String> known = store.catalogueIds(settings.base(), job.kind().plural());
        add(job.items().stream()
                .filter(item -> item.action() == Action.UNCHANGED && !known.contains(item.id()))
                .map(item -> entry(job, item, "seen", "done", ""))
                .toList());
        add(job.items().stream()
                .filter(item -> item.action() == Action.BLOCKED)
                .map(item -> entry(job, item, "blocked", "blocked", ""))
                .toList());
    }

    /** The last value sent of each of these fields, and of some others. */
    Map<Key, Map<String, JsonNode>> lastSent(Kind kind, Set<String> fields) {
        Map<Key, Map<String, JsonNode>> sent = new HashMap<>();
        for (CatalogueEntry entry : store.catalogueSent(settings.base(), kind.plural(), fields)) {
            Key key = new Key(entry.company(), entry.project(), entry.number());
            read(entry.sent()).properties().forEach(field -> sent.computeIfAbsent(key, any -> new HashMap<>())
                    .put(field.getKey(), field.getValue()));
        }
        return sent;
    }

    private void add(List<CatalogueEntry> entries) {
        if (!entries.isEmpty()) {
            store.add(entries);
        }
    }

    /** An item that waits for its second endpoint is done with the first. */
    static String outcome(Item item) {
        return (item.outcome() == Outcome.PLANNED ? Outcome.DONE : item.outcome()).toString();
    }

    private CatalogueEntry entry(Job job, Item item, String action, String outcome, String sent) {
        return new CatalogueEntry(
                settings.base(),
                job.kind().plural(),
                item.key().company(),
                item.key().project(),
                item.key().number(),
                item.id(),
                action,
                outcome,
                item.reason(),
                sent,
                job.source().name(),
                item.line());
    }

    private static JsonNode read(String sent) {
        try {
            return JSON.readTree(sent.isEmpty() ? "{}" : sent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was sent is no JSON any more: " + sent, e);
        }
    }
}
