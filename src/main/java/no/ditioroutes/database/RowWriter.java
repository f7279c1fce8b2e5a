package no.ditioroutes.database;

import java.sql.SQLException;

/** Receives the values of rows that are copied into a table, one by one, in the order of its columns. */
public interface RowWriter {

    /** Adds a value as text, or null; the database casts it. */
    void text(String text) throws SQLException;

    /** Adds a value as JSON, or null. */
    void json(String json) throws SQLException;

    /** Adds JSON that is a part of larger bytes, which are not copied before they are sent. */
    void json(byte[] bytes, int from, int to) throws SQLException;

    /** Ends a row. */
    void end() throws SQLException;

    /** Writes all rows. */
    @FunctionalInterface
    interface Source {

        void writeTo(RowWriter rows) throws SQLException;
    }
}
