package no.ditioroutes.stream.tables;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.SqlErrors;
import no.ditioroutes.database.Transaction;

/** Repository for the table {@code ditio_target}: the targets of the streams, and whether they are complete. */
public final class Targets {

    private static final String SELECT =
            "select kind, name, identity, complete, was_empty from ditio_target where stream = ?";
    private static final String INSERT =
            """
            insert into ditio_target (stream, kind, name, identity, complete, was_empty)
            select cast(? as varchar), cast(? as varchar), cast(? as varchar), '', false, false
            where not exists (select 1 from ditio_target t where t.stream = ? and t.kind = ? and t.name = ?)""";
    private static final String UPDATE =
            """
            update ditio_target set identity = ?, complete = ?, was_empty = ?
            where stream = ? and kind = ? and name = ?""";
    private static final String COMPLETE =
            """
            update ditio_target set complete = true, was_empty = ?
            where stream = ? and kind = ? and name = ? and identity = ?""";
    private static final String FORGET =
            """
            update ditio_target set identity = '', complete = false
            where stream = ? and kind = ? and name = ? and (complete or identity <> '')""";
    private static final String LOCK =
            "select name from ditio_target where stream = ? and kind = 'TOPIC' and name = ? for update";

    private final Database database;

    public Targets(Database database) {
        this.database = database;
    }

    public List<TargetState> of(String stream) {
        return database.call(
                "reading the targets of " + stream,
                connection -> Jdbc.list(connection, SELECT + " order by kind, name", Targets::state, stream));
    }

    public Optional<TargetState> find(String stream, Target target) {
        return of(stream).stream()
                .filter(state -> state.target().equals(target))
                .findFirst();
    }

    /** Creates the row of a target if there is none, so that it can be locked. */
    public void ensure(String stream, Target target) {
        String kind = target.kind().name();
        database.call("noting the " + target, connection -> {
            try {
                return Jdbc.update(connection, INSERT, stream, kind, target.name(), stream, kind, target.name());
            } catch (SQLException e) {
                if (SqlErrors.isDuplicate(e)) {
                    return 0;
                }
                throw e;
            }
        });
    }

    /** Stores the state of a target, and removes the cursor by which it was filled, so that filling restarts. */
    public void restart(String stream, TargetState state, String cursor) {
        ensure(stream, state.target());
        database.inTransaction(transaction -> {
            transaction.call("noting the " + state.target(), connection -> update(connection, stream, state));
            return new Cursors(database).remove(transaction, cursor);
        });
    }

    /** Stores that a target was filled, unless it has been replaced meanwhile. */
    public void complete(String stream, TargetState filled, String cursor) {
        Target target = filled.target();
        database.inTransaction(transaction -> {
            transaction.call(
                    "noting the " + target,
                    connection -> Jdbc.update(
                            connection,
                            COMPLETE,
                            filled.empty(),
                            stream,
                            target.kind().name(),
                            target.name(),
                            filled.identity()));
            return new Cursors(database).remove(transaction, cursor);
        });
    }

    /** Stores that all but these targets are no longer written to: a target that is added again lacks later rows. */
    public void forgetAllBut(String stream, Collection<Target> named) {
        of(stream).stream()
                .filter(state -> !state.identity().isEmpty())
                .map(TargetState::target)
                .filter(target -> !named.contains(target))
                .forEach(target ->
                        database.call("noting the " + target, connection -> forget(connection, stream, target)));
    }

    /** Stores that these topics do not get the records of this transaction. */
    public void forgetTopics(Transaction transaction, String stream, Set<String> topics) {
        for (String topic : topics) {
            transaction.call(
                    "noting the topic " + topic, connection -> forget(connection, stream, Target.topic(topic)));
        }
    }

    private static int forget(Connection connection, String stream, Target target) throws SQLException {
        return Jdbc.update(connection, FORGET, stream, target.kind().name(), target.name());
    }

    /**
     * Makes this transaction the only one that publishes the stream to these topics, until it ends. Must be called
     * after all rows are locked, so that two transactions cannot deadlock.
     *
     * @param topics in an order that all processes share
     */
    public void lockTopics(Transaction transaction, String stream, SortedSet<String> topics) {
        boolean locked = transaction.call(
                "locking " + String.join(", ", topics), connection -> lock(connection, stream, topics));
        if (!locked) {
            throw new IllegalStateException(stream + " publishes to a topic without a row in ditio_target: " + topics);
        }
    }

    private static boolean lock(Connection connection, String stream, SortedSet<String> topics) throws SQLException {
        for (String topic : topics) {
            if (Jdbc.list(connection, LOCK, row -> row.getString(1), stream, topic)
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static int update(Connection connection, String stream, TargetState state) throws SQLException {
        Target target = state.target();
        return Jdbc.update(
                connection,
                UPDATE,
                state.identity(),
                state.complete(),
                state.empty(),
                stream,
                target.kind().name(),
                target.name());
    }

    private static TargetState state(ResultSet row) throws SQLException {
        Target target = new Target(Target.Kind.valueOf(row.getString(1)), row.getString(2));
        return new TargetState(target, row.getString(3), row.getBoolean(4), row.getBoolean(5));
    }
}
