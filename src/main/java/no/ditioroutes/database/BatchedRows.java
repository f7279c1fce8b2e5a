package no.ditioroutes.database;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** Inserts rows in one batch. */
final class BatchedRows implements RowWriter {

    private final PreparedStatement insert;
    private int column;

    BatchedRows(PreparedStatement insert) {
        this.insert = insert;
    }

    @Override
    public void text(String text) throws SQLException {
        insert.setString(++column, text);
    }

    /** Passes bytes, which are treated as JSON; a string would become a JSON string. */
    @Override
    public void json(String json) throws SQLException {
        if (json == null) {
            text(null);
        } else {
            insert.setBytes(++column, json.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void json(byte[] bytes, int from, int to) throws SQLException {
        insert.setBytes(++column, Arrays.copyOfRange(bytes, from, to));
    }

    @Override
    public void end() throws SQLException {
        insert.addBatch();
        column = 0;
    }
}
