package no.ditioroutes.stream;

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
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Transaction;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.monitor.StreamMeters;
import no.ditioroutes.stream.tables.Column;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.MergeResult;
import no.ditioroutes.stream.tables.Mode;
import no.ditioroutes.stream.tables.NewColumns;
import no.ditioroutes.stream.tables.ReconcilePass;
import no.ditioroutes.stream.tables.ReconcilePasses;
import no.ditioroutes.stream.tables.Rejects;
import no.ditioroutes.stream.tables.StreamRows;
import no.ditioroutes.stream.tables.Table;
import no.ditioroutes.stream.tables.Tables;
import no.ditioroutes.stream.tables.Target;
import no.ditioroutes.stream.tables.Targets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a page: rows merged, what really changed published and acknowledged, the cursor moved, all before one commit.
 *
 * <p>A crash at any point repeats the page from the same cursor: rows that are stored then count as unchanged, and what
 * was published without a commit is published again.
 */
final class PageWriter {

    private static final Logger LOG = LoggerFactory.getLogger(PageWriter.class);

    private final String stream;
    private final RunSettings settings;
    private final Sinks sinks;
    private final Table main;
    private final Map<String, Table> tables;
    private final Purpose purpose;
    private final Optional<ReconcilePass> pass;
    private final Targets targets;
    private final Cursors cursors;
    private final Rejects rejects;
    private final ReconcilePasses passes;
    private final StreamRows rows;
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
            RunSettings settings,
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
        Database database = sinks.database();
        this.targets = new Targets(database);
        this.cursors = new Cursors(database);
        this.rejects = new Rejects(database);
        this.passes = new ReconcilePasses(database);
        this.rows = new StreamRows(database);
        this.stored = stored;
    }

    /**
     * Writes a page and moves the cursor.
     *
     * @param from where the cursor stands; it is made where there is none
     * @param to where it goes
     * @param always whether it goes there even if the page changes nothing
     */
    PageOutcome.Written write(PageWrites writes, Cursor from, Cursor to, boolean always) {
        if (writes.isEmpty() && !always && pass.isEmpty()) {
            return new PageOutcome.Written(0, 0, 0, 0);
        }
        if (purpose == Purpose.DRY_RUN) {
            return compared(writes);
        }
        if (stored == null) {
            cursors.create(from);
            // Where another process made it, and somewhere else, the claim finds that out.
            stored = from;
        }
        if (sinks.publisher().isOn()) {
            writes.topics().keySet().forEach(this::ensureLock);
        }
        // Their new columns are filled in transactions of their own.
        writes.tables().keySet().forEach(this::table);
        try (Transaction transaction = sinks.database().begin()) {
            cursors.claim(transaction, stored);
            PageOutcome outcome = new PageOutcome(stream, writes.rejects());
            if (purpose == Purpose.FILL) {
                writes.retain(current(transaction, writes));
            }
            Optional<ReconcilePass> load = from.mode() == Mode.FULL ? pass : Optional.empty();
            writes.tables().forEach((table, changes) -> merge(transaction, writes, table, changes, load, outcome));
            pass.ifPresent(expecting -> passes.strike(transaction, expecting.name(), writes.ids()));
            publish(transaction, writes, outcome);
            if (rejects.add(transaction, outcome.rejects()) || outcome.hasChanges() || always || pass.isPresent()) {
                Cursor moved = cursors.advance(transaction, outcome.counted(to, stored));
                transaction.commit();
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
            Transaction transaction,
            PageWrites writes,
            String table,
            Map<String, PageWrites.Change> changes,
            Optional<ReconcilePass> load,
            PageOutcome outcome) {
        List<DitioRecord> upserts = PageWrites.records(changes, false);
        List<DitioRecord> deletes = PageWrites.records(changes, true);
        Table target = adopting(transaction, table, writes);
        MergeResult merged = rows.merge(transaction, stream, target, upserts, deletes, load);
        outcome.stored(upserts);
        outcome.stored(deletes);
        outcome.merged(merged);
        if (purpose == Purpose.REPLAY) {
            outcome.replayed(rows.current(transaction, target, upserts));
        }
    }

    private Table table(String name) {
        return tables.computeIfAbsent(
                name,
                second -> purpose == Purpose.DRY_RUN
                        ? new Tables(sinks.database()).table(second)
                        : new NewColumns(sinks.database(), stopped).fill(second));
    }

    /** A column whose field is on a page for the first time is filled from this page on. */
    private Table adopting(Transaction transaction, String name, PageWrites writes) {
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
        Table wider = rows.adopt(transaction, table, news);
        tables.put(name, wider);
        return wider;
    }

    /** Merges a page to find what would change, then rolls back. */
    private PageOutcome.Written compared(PageWrites writes) {
        PageOutcome outcome = new PageOutcome(stream, writes.rejects());
        try (Transaction transaction = sinks.database().begin()) {
            writes.tables().forEach((table, changes) -> {
                List<DitioRecord> upserts = PageWrites.records(changes, false);
                Set<String> before = rows.stored(transaction, table(table), upserts);
                MergeResult merged = rows.merge(transaction, stream, table(table), upserts, List.of(), pass);
                outcome.merged(merged);
                settings.slice().differences().add(merged, before);
            });
        }
        try (Transaction transaction = sinks.database().begin()) {
            passes.strike(transaction, pass.orElseThrow().name(), writes.ids());
            transaction.commit();
        }
        return outcome.written();
    }

    /** Finds the records that are still what the table has; their rows stay so until the page is written. */
    private Set<DitioRecord> current(Transaction transaction, PageWrites writes) {
        Set<DitioRecord> current = Collections.newSetFromMap(new IdentityHashMap<>());
        current.addAll(rows.current(transaction, main, writes.records(false)));
        current.addAll(rows.deleted(transaction, stream, main, writes.records(true)));
        return current;
    }

    /** Publishes what a table took as a change, and what went to no table at all. */
    private void publish(Transaction transaction, PageWrites writes, PageOutcome outcome) {
        NavigableMap<String, List<PageWrites.Change>> due = outcome.due(writes);
        if (due.isEmpty()) {
            return;
        }
        if (!sinks.publisher().isOn()) {
            targets.forgetTopics(transaction, stream, due.keySet());
            return;
        }
        List<KafkaPublisher.Message> messages = outcome.messages(due);
        publish(transaction, due.navigableKeySet(), messages).forEach(outcome::refused);
    }

    /** Publishes while this transaction holds the locks, which are verified again if the broker gave a new epoch. */
    private List<KafkaPublisher.Refused> publish(
            Transaction transaction, SortedSet<String> due, List<KafkaPublisher.Message> messages) {
        targets.lockTopics(transaction, stream, due);
        Runnable verifyLocks = () -> {
            cursors.claim(transaction, stored);
            targets.lockTopics(transaction, stream, due);
        };
        return meters.publishing(() -> sinks.publisher().publish(stream, messages, verifyLocks));
    }
}
