package no.ditioroutes.stream.tables;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.Transaction;

/** Repository of rejected records, which has each record of a stream once. */
public final class Rejects {

    private static final String READING = "reading the rejects";
    private static final String SAME = "select 1 from ditio_reject where stream = ? and digest = ?";

    private final Database database;

    public Rejects(Database database) {
        this.database = database;
    }

    /** Rejects records. A record that was rejected before is only counted; returns whether any was new. */
    public boolean add(Transaction transaction, List<Reject> rejects) {
        return transaction.call(
                "storing " + rejects.size() + " rejected records", connection -> add(connection, rejects));
    }

    private boolean add(Connection connection, List<Reject> rejects) throws SQLException {
        boolean news = false;
        Instant now = Jdbc.kept(Instant.now());
        try (PreparedStatement statement =
                connection.prepareStatement(StreamSql.of(database.dialect()).reject())) {
            for (Reject reject : rejects) {
                String digest = digest(reject.raw());
                news |= Jdbc.list(connection, SAME, row -> true, reject.stream(), digest)
                        .isEmpty();
                Jdbc.bind(
                        statement,
                        reject.stream(),
                        storable(reject.recordId()),
                        storable(reject.reason()),
                        storable(reject.raw()),
                        digest,
                        now,
                        now);
                statement.addBatch();
            }
            statement.executeBatch();
            return news;
        }
    }

    /** Returns the last rejected records, the newest first, of one stream, or of all if it is null. */
    public List<StoredReject> last(String streamOrNull, int limit) {
        String order = "order by last_seen desc, id desc limit " + limit;
        return streamOrNull == null ? select(order) : select("where stream = ? " + order, streamOrNull);
    }

    /** Returns the oldest rejects with a number greater than {@code id}, of one stream, or of all if it is null. */
    public List<StoredReject> after(String streamOrNull, long id, int limit) {
        String order = "order by id limit " + limit;
        return streamOrNull == null
                ? select("where id > ? " + order, id)
                : select("where id > ? and stream = ? " + order, id, streamOrNull);
    }

    /** Returns the rejects that exist with these numbers. */
    public List<StoredReject> of(List<Long> ids) {
        return database.call(
                READING,
                connection -> select(
                        connection,
                        "where id = any(?) order by id",
                        connection.createArrayOf("bigint", ids.toArray())));
    }

    private List<StoredReject> select(String which, Object... values) {
        return database.call(READING, connection -> select(connection, which, values));
    }

    private static List<StoredReject> select(Connection connection, String which, Object... values)
            throws SQLException {
        return Jdbc.list(connection, "select * from ditio_reject " + which, Rejects::reject, values);
    }

    public long count(String stream) {
        String sql = "select count(*) from ditio_reject where stream = ?";
        return database.call(
                "counting the rejects", connection -> Jdbc.list(connection, sql, row -> row.getLong(1), stream)
                        .get(0));
    }

    /** Returns the number of rejected records of each stream that has any. */
    public Map<String, Long> counts() {
        String sql = "select stream, count(*) from ditio_reject group by stream";
        return database.call(
                "counting the rejects",
                connection -> Jdbc.list(connection, sql, row -> Map.entry(row.getString(1), row.getLong(2))).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Removes a reject that was replayed, unless the same record was rejected again meanwhile. */
    public void replayed(StoredReject reject) {
        database.call(
                "removing the reject " + reject.id(),
                connection -> Jdbc.update(
                        connection, "delete from ditio_reject where id = ? and seen = ?", reject.id(), reject.seen()));
    }

    private static StoredReject reject(ResultSet row) throws SQLException {
        Reject reject = new Reject(
                row.getString("stream"), row.getString("record_id"), row.getString("reason"), row.getString("raw"));
        return new StoredReject(
                row.getLong("id"),
                reject,
                Jdbc.instant(row, "first_seen"),
                Jdbc.instant(row, "last_seen"),
                row.getInt("seen"));
    }

    /** Replaces NUL, which PostgreSQL cannot store in a text, and which may be the very reason of a reject. */
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    private static String digest(String raw) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
