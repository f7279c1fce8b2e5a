package no.ditioroutes.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.kafka.Publisher;
import no.ditioroutes.monitor.StreamMeters;
import no.ditioroutes.store.Column;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Merged;
import no.ditioroutes.store.Mode;
import no.ditioroutes.store.NewColumns;
import no.ditioroutes.store.ReconcilePass;
import no.ditioroutes.store.Reject;
import no.ditioroutes.store.Table;
import no.ditioroutes.store.Target;
import no.ditioroutes.store.Targets;
import no.ditioroutes.store.Unit;
import no.ditioroutes.stream.StreamSettings.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a page: rows merged, what really changed published and acknowledged, the cursor moved, all before one commit.
 *
 * <p>A crash at any point repeats the page from the same cursor: rows that are stored then count as unchanged, and what
 * was published without a commit is published again.
 */
final class PageWriter {

    /** Counts what became of the records of a page; all others were unchanged. */
    record Written(int upserted, int restored, int deleted, int rejected) {}

    private static final Logger LOG = LoggerFactory.getLogger(PageWriter.class);

    private final String stream;
    private final StreamSettings settings;
    private final Sinks sinks;
    private final Table main;
    private final Map<String, Table> tables;
    private final Purpose purpose;
    private final Optional<ReconcilePass> pass;
    private final Targets targets;
    private final Set<String> topics = new HashSet<>();
    private final StreamMeters meters;
    private final BooleanSupplier stopped;

    /** The cursor as the database has it; null before a stream's first page. */
    private Cursor stored;

    /**
     * Writes the pages of a run.
     *
     * @param main the stream's own table
     * @param stored the cursor as the database has it, or null
     * @param stopped whether the program is to stop
     */
    PageWriter(
            StreamSettings settings,
            Sinks sinks,
            Table main,
            Optional<ReconcilePass> pass,
            Cursor stored,
            BooleanSupplier stopped) {
        this.stopped = stopped;
        this.stream = settings.stream();
        this.settings = settings;
        this.purpose = settings.slice().purpose();
        this.pass = pass;
        this.sinks = sinks;
        this.meters = sinks.meters().stream(stream);
        this.main = main;
        this.tables = new HashMap<>(Map.of(settings.table(), main));
        this.targets = new Targets(sinks.store());
        this.stored = stored;
    }

    /**
     * Writes a page and moves the cursor.
     *
     * @param from where the cursor stands; it is made where there is none
     * @param to where it goes
     * @param always whether it goes there even if the page changes nothing
     */
    Written write(PageWrites writes, Cursor from, Cursor to, boolean always) {
        if (writes.isEmpty() && !always && pass.isEmpty()) {
            return new Written(0, 0, 0, 0);
        }
        if (purpose == Purpose.DRY_RUN) {
            return compared(writes);
        }
        if (stored == null) {
            sinks.store().create(from);
            // Where another process made it, and somewhere else, the claim finds that out.
            stored = from;
        }
        if (sinks.publisher().isOn()) {
            writes.topics().keySet().forEach(this::ensureLock);
        }
        // Their new columns are filled in transactions of their own.
        writes.tables().keySet().forEach(this::table);
        try (Unit unit = sinks.store().begin()) {
            unit.claim(stored);
            Outcome outcome = new Outcome(writes.rejects());
            if (purpose == Purpose.FILL) {
                writes.retain(standing(unit, writes));
            }
            Optional<ReconcilePass> load = from.mode() == Mode.FULL ? pass : Optional.empty();
            writes.tables().forEach((table, changes) -> merge(unit, writes, table, changes, load, outcome));
            pass.ifPresent(expecting -> unit.strike(expecting.name(), writes.ids()));
            publish(unit, writes, outcome);
            if (unit.reject(outcome.rejects) || !outcome.changed.isEmpty() || always || pass.isPresent()) {
                Cursor moved = unit.advance(outcome.counted(to, stored));
                unit.commit();
                stored = moved;
            }
            return outcome.written();
        }
    }

    private void ensureLock(String topic) {
        if (topics.add(topic)) {
            targets.ensure(stream, Target.topic(topic));
        }
    }

    private void merge(
            Unit unit,
            PageWrites writes,
            String table,
            Map<String, PageWrites.Change> changes,
            Optional<ReconcilePass> load,
            Outcome outcome) {
        List<DitioRecord> upserts = PageWrites.records(changes, false);
        List<DitioRecord> deletes = PageWrites.records(changes, true);
        Table target = adopting(unit, table, writes);
        Merged merged = unit.merge(stream, target, upserts, deletes, load);
        upserts.forEach(outcome::stored);
        deletes.forEach(outcome::stored);
        merged.upserted().forEach(record -> outcome.changed.put(record, false));
        merged.deleted().forEach(record -> outcome.changed.put(record, true));
        outcome.restored.addAll(merged.restored());
        if (purpose == Purpose.REPLAY) {
            outcome.due.addAll(unit.standing(target, upserts));
        }
        outcome.rejects.addAll(merged.rejected());
    }

    private Table table(String name) {
        return tables.computeIfAbsent(
                name,
                second -> purpose == Purpose.DRY_RUN
                        ? sinks.store().table(second)
                        : new NewColumns(sinks.store(), stopped).fill(second));
    }

    /** A column whose field is on a page for the first time is filled from this page on. */
    private Table adopting(Unit unit, String name, PageWrites writes) {
        Table table = table(name);
        List<Column> news = table.candidates().stream()
                .filter(column -> writes.has(column.field()))
                .toList();
        if (news.isEmpty()) {
            return table;
        }
        LOG.info(
                "{}: Ditio sends fields for these columns of {}, which are filled from now on: {}",
                stream,
                table.name(),
                news.stream().map(Column::field).collect(Collectors.joining(", ")));
        Table wider = unit.adopt(table, news);
        tables.put(name, wider);
        return wider;
    }

    /** Merges a page to find what would change, then rolls back. */
    private Written compared(PageWrites writes) {
        Outcome outcome = new Outcome(writes.rejects());
        try (Unit unit = sinks.store().begin()) {
            writes.tables().forEach((table, changes) -> {
                List<DitioRecord> upserts = PageWrites.records(changes, false);
                Set<String> before = unit.stored(table(table), upserts);
                Merged merged = unit.merge(stream, table(table), upserts, List.of(), pass);
                merged.upserted().forEach(record -> outcome.changed.put(record, false));
                outcome.restored.addAll(merged.restored());
                outcome.rejects.addAll(merged.rejected());
                settings.slice().differences().add(merged, before);
            });
        }
        try (Unit unit = sinks.store().begin()) {
            unit.strike(pass.orElseThrow().name(), writes.ids());
            unit.commit();
        }
        return outcome.written();
    }

    /** Finds the records that are still what the table has; their rows stay so until the page is written. */
    private Set<DitioRecord> standing(Unit unit, PageWrites writes) {
        Set<DitioRecord> standing = Collections.newSetFromMap(new IdentityHashMap<>());
        standing.addAll(unit.standing(main, writes.records(false)));
        standing.addAll(unit.deleted(stream, main, writes.records(true)));
        return standing;
    }

    /** Publishes what a table took as a change, and what went to no table at all. */
    private void publish(Unit unit, PageWrites writes, Outcome outcome) {
        NavigableMap<String, List<PageWrites.Change>> due = outcome.due(writes);
        if (due.isEmpty()) {
            return;
        }
        if (!sinks.publisher().isOn()) {
            unit.forgetTopics(stream, due.keySet());
            return;
        }
        IdentityHashMap<Publisher.Message, DitioRecord> senders = new IdentityHashMap<>();
        List<Publisher.Message> messages = new ArrayList<>();
        due.forEach((topic, changes) -> changes.forEach(change -> {
            outcome.changed.putIfAbsent(change.record(), change.delete());
            Messages.of(stream, topic, change).forEach(message -> {
                messages.add(message);
                senders.put(message, change.record());
            });
        }));
        publish(unit, due.navigableKeySet(), messages)
                .forEach(refused -> outcome.refused(senders.get(refused.message()), Messages.reject(stream, refused)));
    }

    /** Publishes while this transaction holds the locks, which are verified again if the broker gave a new epoch. */
    private List<Publisher.Refused> publish(Unit unit, SortedSet<String> due, List<Publisher.Message> messages) {
        unit.lockTopics(stream, due);
        Runnable verifyLocks = () -> {
            unit.claim(stored);
            unit.lockTopics(stream, due);
        };
        return meters.publishing(() -> sinks.publisher().publish(stream, messages, verifyLocks));
    }

    /** What the tables and topics said of the records, which are told apart as the objects they are. */
    private static final class Outcome {

        private final IdentityHashMap<DitioRecord, Boolean> changed = new IdentityHashMap<>();
        private final IdentityHashMap<DitioRecord, Boolean> stored = new IdentityHashMap<>();
        private final Set<DitioRecord> due = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<DitioRecord> restored = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<Reject> rejects;
        private final IdentityHashMap<DitioRecord, Integer> refused = new IdentityHashMap<>();

        Outcome(List<Reject> rejects) {
            this.rejects = new ArrayList<>(rejects);
        }

        void stored(DitioRecord record) {
            stored.put(record, true);
        }

        private boolean isNews(PageWrites.Change change) {
            DitioRecord record = change.record();
            return changed.containsKey(record) || due.contains(record) || !stored.containsKey(record);
        }

        /** Returns what is to be published, by topic. */
        NavigableMap<String, List<PageWrites.Change>> due(PageWrites writes) {
            NavigableMap<String, List<PageWrites.Change>> news = new TreeMap<>();
            writes.topics().forEach((topic, changes) -> {
                List<PageWrites.Change> some =
                        changes.values().stream().filter(this::isNews).toList();
                if (!some.isEmpty()) {
                    news.put(topic, some);
                }
            });
            return news;
        }

        /** A record that several topics refuse is several rejects, and still one record. */
        void refused(DitioRecord record, Reject reject) {
            refused.merge(record, 1, Integer::sum);
            rejects.add(reject);
        }

        Cursor counted(Cursor next, Cursor stored) {
            Written written = written();
            return next.counted(stored, written.upserted, written.restored, written.deleted, written.rejected);
        }

        Written written() {
            int repeated =
                    refused.values().stream().mapToInt(times -> times - 1).sum();
            restored.removeAll(refused.keySet());
            return new Written(count(false), restored.size(), count(true), rejects.size() - repeated);
        }

        private int count(boolean delete) {
            return (int) changed.entrySet().stream()
                    .filter(change -> change.getValue() == delete && !refused.containsKey(change.getKey()))
                    .count();
        }
    }
}
