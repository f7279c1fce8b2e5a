package no.ditioroutes.stream.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.SqlErrors;

/**
 * Stores the page size of a stream if pages of the size in the settings did not fit. It grows again: a stored size is
 * doubled once a day, and no longer applies once the size in the settings changes.
 */
public final class PageSizes {

    private static final Duration UNTIL_GROWTH = Duration.ofDays(1);

    private final Database database;

    public PageSizes(Database database) {
        this.database = database;
    }

    /**
     * Returns the size to request.
     *
     * @param asked the size in the settings
     * @param mayGrow whether more than the last time may be requested
     */
    public int fitting(String stream, int asked, boolean mayGrow) {
        return database.call(
                "reading the page size of " + stream, connection -> fitting(connection, stream, asked, mayGrow));
    }

    /** Stores that no more than this fits. */
    public void remember(String stream, int asked, int fitting) {
        database.call("noting the page size of " + stream, connection -> {
            write(connection, stream, asked, fitting);
            return fitting;
        });
    }

    private static int fitting(Connection connection, String stream, int asked, boolean mayGrow) throws SQLException {
        String sql = "select fitting, changed_at from ditio_page_size where stream = ? and asked = ?";
        int size;
        Instant changed;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Jdbc.bind(select, stream, asked);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return asked;
                }
                size = row.getInt(1);
                changed = Jdbc.instant(row, "changed_at");
            }
        }
        if (!mayGrow || size >= asked || changed.isAfter(Instant.now().minus(UNTIL_GROWTH))) {
            return Math.min(size, asked);
        }
        int grown = Math.min(2 * size, asked);
        write(connection, stream, asked, grown);
        return grown;
    }

    private static void write(Connection connection, String stream, int asked, int fitting) throws SQLException {
        Instant now = Jdbc.kept(Instant.now());
        String update = "update ditio_page_size set asked = ?, fitting = ?, changed_at = ? where stream = ?";
        if (Jdbc.update(connection, update, asked, fitting, now, stream) == 0) {
            String insert = "insert into ditio_page_size (asked, fitting, changed_at, stream) values (?, ?, ?, ?)";
            try {
                Jdbc.update(connection, insert, asked, fitting, now, stream);
            } catch (SQLException e) {
                // Another slice was faster, and its size is as good.
                if (!SqlErrors.isDuplicate(e)) {
                    throw e;
                }
            }
        }
    }
}
