package no.ditioroutes.camel;

import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.stream.SyncRun;
import org.apache.camel.Component;

/**
 * {@code ditio-sql:upsert} and {@code ditio-sql:delete} stage the current record for a table. {@code
 * ditio-stream:commit} stores it with all others of its page.
 */
public final class SqlEndpoint extends SinkEndpoint {

    private String table;

    SqlEndpoint(String uri, Component component, String operation) {
        super(uri, component, operation);
    }

    /** Names the table. Default: the stream's own. Example: {@code fleet_hours}. */
    public void setTable(String table) {
        this.table = table;
    }

    @Override
    void stage(SyncRun run, DitioRecord record, boolean isDelete) {
        run.writes().toTable(table == null ? run.table() : table, record, isDelete);
    }
}
