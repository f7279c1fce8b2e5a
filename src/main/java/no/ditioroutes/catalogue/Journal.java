package no.ditioroutes.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
                .flatMap(item -> entries(job, item, action, step))
                .toList());
    }

    /** One entry, or one for what was stored and one for what was ignored. */
    private Stream<CatalogueEntry> entries(Job job, Item item, String action, Step step) {
        JsonNode sent = step.sent(item).orElseThrow();
        if (step.ignored().isEmpty()) {
            return Stream.of(entry(job, item, action, outcome(item, step), sent.toString(), ""));
        }
        ObjectNode stored = sent.deepCopy();
        ObjectNode ignored = JsonNodeFactory.instance.objectNode();
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (IgnoredChange change : step.ignored()) {
            stored.remove(change.field());
            ignored.set(change.field(), change.sent());
            kept.set(change.field(), change.kept());
        }
        CatalogueEntry refused =
                entry(job, item, action, Outcome.REFUSED.toString(), ignored.toString(), kept.toString());
        return stored.isEmpty()
                ? Stream.of(refused)
                : Stream.of(entry(job, item, action, Outcome.DONE.toString(), stored.toString(), ""), refused);
    }

    /** What needed no writing, where its id is not known yet, and what could not be written. */
    void keepRest(Job job) {
        Set<String> known = store.catalogueIds(settings.base(), job.kind().plural());
        add(job.items().stream()
                .filter(item -> item.action() == Action.UNCHANGED && !known.contains(item.id()))
                .map(item -> entry(job, item, "seen", "done", "", ""))
                .toList());
        add(job.items().stream()
                .filter(item -> item.action() == Action.BLOCKED)
                .map(item -> entry(job, item, "blocked", "blocked", "", ""))
                .toList());
    }

    /** Returns the last value sent of each of these fields, and of some others, and what Ditio ignored of any. */
    SentBefore sentBefore(Kind kind, Set<String> fields) {
        Map<Key, Map<String, JsonNode>> last = new HashMap<>();
        Map<Key, List<IgnoredChange>> ignored = new HashMap<>();
        for (CatalogueEntry entry : store.catalogueSent(settings.base(), kind.plural(), fields)) {
            Key key = new Key(entry.company(), entry.project(), entry.number());
            JsonNode kept = read(entry.kept());
            read(entry.sent()).properties().forEach(field -> {
                if (kept.isEmpty()) {
                    last.computeIfAbsent(key, any -> new HashMap<>()).put(field.getKey(), field.getValue());
                } else {
                    ignored.computeIfAbsent(key, any -> new ArrayList<>())
                            .add(new IgnoredChange(field.getKey(), field.getValue(), kept.path(field.getKey())));
                }
            });
        }
        return new SentBefore(last, ignored);
    }

    private void add(List<CatalogueEntry> entries) {
        if (!entries.isEmpty()) {
            store.add(entries);
        }
    }

    /** Returns what became of the write that a step made for an item, which may have to wait for another write. */
    static String outcome(Item item, Step step) {
        boolean ignored = !step.ignored().isEmpty();
        boolean written = item.outcome() == Outcome.PLANNED || item.isWritten();
        return (ignored ? Outcome.REFUSED : written ? Outcome.DONE : item.outcome()).toString();
    }

    private CatalogueEntry entry(Job job, Item item, String action, String outcome, String sent, String kept) {
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
                kept,
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
