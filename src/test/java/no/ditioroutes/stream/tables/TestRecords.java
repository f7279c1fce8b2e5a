package no.ditioroutes.stream.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.database.Transaction;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.PageParser;
import no.ditioroutes.ditio.RecordFields;

/** Short words for what tests do with the table of machine registrations. */
final class TestRecords {

    static final String STREAM = "machine-registrations";
    static final String TABLE = "machine_registrations";

    private TestRecords() {}

    static Table table(TestDatabase database) {
        return new Tables(database.database()).table(TABLE);
    }

    /** Merges JSON, with single quotes for double ones. */
    static MergeResult merge(TestDatabase database, String... records) {
        return mergeInto(database, TABLE, records);
    }

    static MergeResult mergeInto(TestDatabase database, String table, String... records) {
        Table columns = new Tables(database.database()).table(table);
        return merge(database, columns, records(columns.fields(), records));
    }

    static MergeResult merge(TestDatabase database, Table table, List<DitioRecord> records) {
        return database.database().inTransaction(transaction -> merge(database, transaction, table, records));
    }

    /** As a page does: columns whose field is in a record are filled from now on. */
    static MergeResult merge(TestDatabase database, Transaction transaction, Table table, List<DitioRecord> records) {
        StreamRows rows = new StreamRows(database.database());
        List<Column> news = table.candidates().stream()
                .filter(column ->
                        records.stream().anyMatch(record -> record.map().containsKey(column.field())))
                .toList();
        return rows.merge(
                transaction,
                STREAM,
                rows.adopt(transaction, table, news),
                records.stream().filter(record -> !record.isDeleted()).toList(),
                records.stream().filter(DitioRecord::isDeleted).toList(),
                Optional.empty());
    }

    static List<DitioRecord> records(RecordFields fields, String... records) {
        String data = String.join(",", Arrays.asList(records)).replace('\'', '"');
        byte[] page = ("{\"data\":[" + data + "]}").getBytes(StandardCharsets.UTF_8);
        try {
            return PageParser.read(page, page.length, fields).records();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String live(String id, int version, String... more) {
        return "{'id':'" + id + "','modifiedDateTime':'" + time(version) + "'"
                + String.join("", Arrays.stream(more).map(field -> "," + field).toList()) + "}";
    }

    static String deleted(String id, int version) {
        return "{'id':'" + id + "','isDeleted':true,'deletedDateTime':'" + time(version) + "','modifiedDateTime':'"
                + time(version) + "','machineName':''}";
    }

    private static String time(int version) {
        return "2026-01-01T00:00:%02d.1234567Z".formatted(version);
    }

    static List<String> ids(List<DitioRecord> records) {
        return records.stream().map(DitioRecord::id).toList();
    }

    static List<String> storedIds(TestDatabase database) {
        return database.query("select id from " + TABLE + " order by id");
    }
}
