package no.ditioroutes.stream.tables;

import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.Jdbc;

/** Returns the statements on the tables of streams that differ between the databases. */
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

    /** Returns the statement that makes an empty copy of the table for the rows to come, unless the session has it. */
    final String createStage(Table table, String stage) {
        return dialect.createStageAs(stage, "select " + stagedColumns(table) + " from " + Jdbc.quote(table.name()));
    }

    /** Returns the columns of a stage, as a query selects them from the table. */
    abstract String stagedColumns(Table table);

    /** Returns the query that moves the rows of the stage into the table if they are newer, and answers their ids. */
    abstract String merge(Table table, String stage);

    /**
     * Returns the statement that puts a column of the stage into the rows of the table whose payload is still the same, if
     * it is another value.
     */
    abstract String fillColumn(Table table, String stage, Column column);

    /**
     * Returns the query that removes the rows that are not newer than their tombstone, and answers their ids. Its
     * parameters are an array of ids and one of times.
     */
    abstract String delete(Table table);

    /**
     * Returns the query that keeps the tombstones that are news and not outlived by a row, and answers their ids. Its
     * parameters are the stream, an array of ids, one of times and the stream again.
     */
    abstract String bury(Table table);

    /**
     * Returns the statement that rejects a record. Its parameters are stream, record id, reason, raw, digest and the time,
     * twice.
     */
    abstract String reject();

    /** Returns the query for which table of its name this is. */
    abstract String identity(Table table);
}
