package no.ditioroutes.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.ditio.DitioRecord;

/** Small turns between JDBC and Java. */
final class Rows {

    private Rows() {}

    /** Runs a query and adds the first column of what it answers. */
    static void ids(PreparedStatement query, Collection<String> ids) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
    }

    /** What a query answers, read row by row. */
    static <T> List<T> list(Connection connection, String sql, Reader<T> reader, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            List<T> all = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(reader.read(row));
                }
            }
            return all;
        }
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reader<T> {

        T read(ResultSet row) throws SQLException;
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int place = 0; place < values.length; place++) {
            Object value = values[place] instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : values[place];
            statement.setObject(place + 1, value);
        }
    }

    static Array array(Connection connection, Stream<String> texts) throws SQLException {
        return connection.createArrayOf("varchar", texts.toArray());
    }

    /** The time of a version as text; null where Ditio sent none. */
    static String time(DitioRecord record) {
        return record.version() == null ? null : record.version().toString();
    }

    /** An instant, or null. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** An instant as fine as a database keeps it, never later than it was; null stays null. */
    static Instant kept(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }
}
