package no.ditioroutes.stream.tables;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.PageParser;

/**
 * Writes a record to a table and deletes it again, with the statements of a run, in a transaction that is rolled back.
 */
final class WriteTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final StreamSql statements;

    WriteTest(Connection connection, StreamSql statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /**
     * Writes a record like one in the table, or one without fields if the table is empty.
     *
     * @throws UserFacingException if the table rejects the record
     * @throws SQLException if it cannot be written to
     */
    void run(String stream, Table table) throws SQLException {
        ObjectNode record = example(table);
        record.put("id", UUID.randomUUID().toString());
        record.put("isDeleted", false);
        record.put("modifiedDateTime", Instant.now().toString());
        Merge merge = new Merge(connection, statements, stream, table, Optional.empty());
        check(table, merge.run(List.of(parsed(record, table)), List.of()));
        check(table, merge.run(List.of(), List.of(parsed(record.put("isDeleted", true), table))));
    }

    private ObjectNode example(Table table) throws SQLException {
        List<String> payloads = Jdbc.list(
                connection,
                "select cast(%s as varchar) from %s fetch first 1 rows only"
                        .formatted(ColumnSql.PAYLOAD, Jdbc.quote(table.name())),
                row -> row.getString(1));
        try {
            return !payloads.isEmpty() && JSON.readTree(payloads.get(0)) instanceof ObjectNode payload
                    ? payload
                    : JSON.createObjectNode();
        } catch (IOException e) {
            throw new IllegalStateException("the column payload of " + table.name() + " holds no JSON", e);
        }
    }

    private static DitioRecord parsed(ObjectNode record, Table table) {
        byte[] page = ("{\"data\":[" + record + "]}").getBytes(StandardCharsets.UTF_8);
        try {
            return PageParser.read(page, page.length, table.fields()).records().get(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(Table table, MergeResult merged) {
        merged.rejected().stream().findFirst().ifPresent(reject -> {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "The table " + table.name() + " refuses a record: " + reject.reason()
                            + ". Give the column a type that takes what Ditio sends");
        });
    }
}
