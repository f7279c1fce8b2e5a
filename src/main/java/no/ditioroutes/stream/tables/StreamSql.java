package no.ditioroutes.stream.tables;

import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.Jdbc;

/** Builds the statements on the tables of streams that differ between the databases. */
abstract class StreamSql {

    private final Dialect dialect;

    StreamSql(Dialect dialect) {
        this.dialect = dialect;
    }

    static StreamSql of(Dialect dialect) {
        return switch (dialect.product()) {
            case H2 -> new H2StreamSql(dialect);
            case POSTGRESQL -> new PostgresStreamSql(dialect);
        };
    }

    final Dialect dialect() {
        return dialect;
    }

    /** Returns the statement that creates an empty copy of the table for staged rows, unless the session has it. */
    final String createStage(Table table, String stage) {
        return dialect.createStageAs(stage, "select " + stagedColumns(table) + " from " + Jdbc.quote(table.name()));
    }

    /** Returns the columns of a stage, as a query selects them from the table. */
    abstract String stagedColumns(Table table);

    /** Returns the query that moves the rows of the stage into the table if they are newer, and returns their ids. */
    abstract String merge(Table table, String stage);

    /**
     * Returns the statement that copies a column of the stage to the rows of the table whose payload is unchanged, if
     * the value differs.
     */
    abstract String fillColumn(Table table, String stage, Column column);

    /**
     * Returns the query that removes the rows that are not newer than their tombstone, and returns their ids. Its
     * parameters are an array of ids and one of times.
     */
    abstract String delete(Table table);

    /**
     * Returns the query that stores the tombstones that are new and have no newer row, and returns their ids. Its
     * parameters are the stream, an array of ids, one of times and the stream again.
     */
    abstract String bury(Table table);

    /**
     * Returns the statement that rejects a record. Its parameters are stream, record id, reason, raw, digest and the time,
     * twice.
     */
    abstract String reject();

    /** Returns the query for the identity of a table, which distinguishes it from others of its name. */
    abstract String identity(Table table);
}
