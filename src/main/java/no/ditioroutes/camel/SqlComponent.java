package no.ditioroutes.camel;

import java.util.List;
import java.util.Map;
import no.ditioroutes.store.Target;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code ditio-sql:upsert} and {@code ditio-sql:delete}: take the record at hand for a table. It is written with all the
 * others of its page, by {@code ditio-run:commit}.
 *
 * <p>Option {@code table}, where it is not the stream's own.
 */
public final class SqlComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) {
        boolean delete = SinkStep.isDelete(uri, operation);
        StepEndpoint.checkOptions(uri, parameters, List.of("table"));
        String table = getAndRemoveParameter(parameters, "table", String.class);
        return new SinkEndpoint(uri, this, Target.Kind.TABLE, table, exchange -> {
            var run = RunComponent.run(exchange);
            run.block().toTable(table == null ? run.table() : table, SinkStep.record(uri, exchange), delete);
        });
    }
}
