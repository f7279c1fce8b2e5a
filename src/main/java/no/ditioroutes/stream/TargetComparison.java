package no.ditioroutes.stream;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import no.ditioroutes.database.Database;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.StoredRows;
import no.ditioroutes.stream.tables.Tables;
import no.ditioroutes.stream.tables.Target;
import no.ditioroutes.stream.tables.TargetState;
import no.ditioroutes.stream.tables.Targets;

/**
 * Compares the topics and further tables named by a stream's route with those it last wrote to. A target that is new,
 * was replaced or was not filled completely lacks rows of the stream's table.
 *
 * <p>A table that lost all rows while the main table has some counts as new, because H2 cannot identify a recreated
 * table.
 */
public final class TargetComparison {

    private final String stream;
    private final String table;
    private final List<Target> named;
    private final List<Target> compared;
    private final Database database;
    private final KafkaPublisher publisher;
    private final Targets targets;

    /** Creates a comparison; without Kafka no topic is compared. */
    public TargetComparison(StreamDefinition definition, Database database, KafkaPublisher publisher) {
        this.stream = definition.name();
        this.table = definition.table();
        this.named = definition.targets();
        this.compared = named.stream()
                .filter(target -> !target.isTopic() || publisher.isOn())
                .toList();
        this.database = database;
        this.publisher = publisher;
        this.targets = new Targets(database);
    }

    /**
     * Describes what the targets lack, and which topics delete messages.
     *
     * @throws no.ditioroutes.UserFacingException if the database or Kafka does not answer
     */
    public List<String> remarks() {
        Stream<String> policies = compared.stream()
                .filter(Target::isTopic)
                .flatMap(topic -> publisher
                        .cleanupPolicy(topic.name())
                        .filter(policy -> !policy.equals("compact"))
                        .map(policy -> topic + " has cleanup.policy=" + policy + ", expected compact")
                        .stream());
        return Stream.concat(lacks().stream(), policies).toList();
    }

    /**
     * Describes what the targets lack; changes nothing.
     *
     * @throws no.ditioroutes.UserFacingException if the database or Kafka does not answer
     */
    public List<String> lacks() {
        return compared.stream().flatMap(target -> lack(target).stream()).toList();
    }

    /** Describes what a target lacks. */
    public Optional<String> lack(Target target) {
        StoredRows rows = rows(table);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> identity = target.isTopic()
                ? publisher.identity(target.name())
                : Optional.of(rows(target.name()).identity());
        Optional<TargetState> known = targets.find(stream, target);
        Optional<TargetState> same = identity.flatMap(id -> known.filter(state -> isSame(state, found(target, id))));
        if (same.isPresent()) {
            return same.get().complete() ? Optional.empty() : Optional.of(progress(target, rows));
        }
        String why = identity.isEmpty()
                ? "is not there"
                : known.isEmpty() ? "was never written to" : "is not the one written to last";
        return Optional.of(String.format(
                Locale.ROOT, "%s %s: %,d rows are to be %s by the next run", target, why, rows.count(), sent(target)));
    }

    private String progress(Target target, StoredRows rows) {
        long done = new Cursors(database)
                .find(cursor(target))
                .map(cursor -> StoredPages.passed(cursor, rows))
                .orElse(0L);
        return String.format(Locale.ROOT, "%s: %,d of %,d rows %s", target, done, rows.count(), sent(target));
    }

    private static String sent(Target target) {
        return target.isTopic() ? "published" : "stored";
    }

    /** Prepares the targets for a run, stores their identities, and returns those that lack rows. */
    List<TargetState> prepare() {
        targets.forgetAllBut(stream, named);
        return compared.stream()
                .map(this::prepared)
                .filter(state -> !state.complete())
                .toList();
    }

    /** Marks a target as lacking all rows, unless it is already being filled. */
    TargetState restart(Target target) {
        TargetState state = prepared(target);
        return state.complete() ? restarted(state, false) : state;
    }

    private TargetState prepared(Target target) {
        String identity = target.isTopic()
                ? publisher.prepare(target.name())
                : rows(target.name()).identity();
        TargetState found = found(target, identity);
        Optional<TargetState> known = targets.find(stream, target).filter(state -> isSame(state, found));
        boolean complete =
                rows(table).isEmpty() || known.map(TargetState::complete).orElse(false);
        if (known.isEmpty() || (complete && !found.equals(known.get()))) {
            return restarted(found, complete);
        }
        return known.get();
    }

    private TargetState restarted(TargetState state, boolean complete) {
        TargetState restarted = new TargetState(state.target(), state.identity(), complete, state.empty());
        targets.restart(stream, restarted, cursor(state.target()));
        return restarted;
    }

    /** Stores that a target has been filled. */
    void filled(TargetState state) {
        targets.complete(stream, found(state.target(), state.identity()), cursor(state.target()));
    }

    /** Describes a target in its current state; it is complete if nothing else is known. */
    private TargetState found(Target target, String identity) {
        return new TargetState(
                target, identity, true, !target.isTopic() && rows(target.name()).isEmpty());
    }

    private static boolean isSame(TargetState known, TargetState found) {
        boolean emptied = known.complete() && found.empty() && !known.empty();
        return known.identity().equals(found.identity()) && !emptied;
    }

    private String cursor(Target target) {
        return StoredPages.cursor(stream, target);
    }

    private StoredRows rows(String name) {
        return new StoredRows(database, stream, new Tables(database).table(name));
    }
}
