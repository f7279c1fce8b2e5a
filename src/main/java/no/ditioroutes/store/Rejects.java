package no.ditioroutes.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The table of records that were set aside. The same record of a stream stands in it once. */
final class Rejects {

    private final Connection connection;

    Rejects(Connection connection) {
        this.connection = connection;
    }

    /** Answers whether there was one that did not stand in the table yet. */
    boolean add(Dialect dialect, List<Reject> rejects) throws SQLException {
        boolean news = false;
        Instant now = Jdbc.kept(Instant.now());
        try (PreparedStatement statement = connection.prepareStatement(dialect.reject())) {
            for (Reject reject : rejects) {
                news |= !contains(reject);
                Jdbc.bind(
                        statement,
                        reject.stream(),
                        storable(reject.recordId()),
                        storable(reject.reason()),
                        storable(reject.raw()),
                        digest(reject.raw()),
                        now,
                        now);
                statement.addBatch();
            }
            statement.executeBatch();
            return news;
        }
    }

    private boolean contains(Reject reject) throws SQLException {
        String sql = "select 1 from ditio_reject where stream = ? and digest = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Jdbc.bind(select, reject.stream(), digest(reject.raw()));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The newest first; of all streams where none is given. */
    List<StoredReject> list(String stream, int limit) throws SQLException {
        String order = "order by last_seen desc, id desc limit " + limit;
        return stream == null ? select(order) : select("where stream = ? " + order, stream);
    }

    /** The oldest of a number greater than this first. */
    List<StoredReject> after(String stream, long id, int limit) throws SQLException {
        String order = "order by id limit " + limit;
        return stream == null
                ? select("where id > ? " + order, id)
                : select("where id > ? and stream = ? " + order, id, stream);
    }

    List<StoredReject> of(List<Long> ids) throws SQLException {
        return select("where id = any(?) order by id", connection.createArrayOf("bigint", ids.toArray()));
    }

    private List<StoredReject> select(String which, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select * from ditio_reject " + which)) {
            Jdbc.bind(select, values);
            List<StoredReject> rejects = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rejects.add(reject(row));
                }
            }
            return rejects;
        }
    }

    long count(String stream) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("select count(*) from ditio_reject where stream = ?")) {
            count.setString(1, stream);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    Map<String, Long> counts() throws SQLException {
        String sql = "select stream, count(*) from ditio_reject group by stream";
        Map<String, Long> counts = new HashMap<>();
        try (PreparedStatement count = connection.prepareStatement(sql);
                ResultSet row = count.executeQuery()) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        return counts;
    }

    void remove(long id, int seen) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from ditio_reject where id = ? and seen = ?")) {
            Jdbc.bind(delete, id, seen);
            delete.executeUpdate();
        }
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

    /** PostgreSQL keeps no NUL in a text, which may be the very reason of a reject. */
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
