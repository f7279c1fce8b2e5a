package no.ditioroutes.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import no.ditioroutes.Secret;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.Fields;
import no.ditioroutes.ditio.PageReader;

/** An empty database, and short words for what tests do with it. */
public final class TestDatabase implements AutoCloseable {

    static final String STREAM = "machine-registrations";
    static final String TABLE = "machine_registrations";

    private final String name;
    private final String url;
    private final Database database;
    private final Store store;

    private TestDatabase(String name, String url) {
        this.name = name;
        this.url = url;
        this.database = new Database(url, name.equals("H2") ? "sa" : "", new Secret("JDBC_PASSWORD", "", ""));
        this.store = new Store(database);
    }

    public static Stream<TestDatabase> fresh() {
        return Stream.<Supplier<TestDatabase>>of(TestDatabase::h2, TestDatabase::postgres)
                .map(Supplier::get);
    }

    public static TestDatabase h2() {
        return new TestDatabase("H2", "jdbc:h2:mem:" + UUID.randomUUID());
    }

    public static TestDatabase postgres() {
        return new TestDatabase("PostgreSQL", LocalPostgres.newDatabase());
    }

    public String url() {
        return url;
    }

    public Database database() {
        return database;
    }

    Store store() {
        return store;
    }

    public boolean isH2() {
        return name.equals("H2");
    }

    /** Merges what stands in JSON, single quotes for double ones, into the table of machine registrations. */
    Merged merge(String... records) {
        return mergeInto(TABLE, records);
    }

    Merged mergeInto(String table, String... records) {
        Table columns = store.table(table);
        return merge(columns, records(columns.fields(), records));
    }

    Merged merge(Table table, List<DitioRecord> records) {
        try (Unit unit = store.begin()) {
            Merged merged = merge(unit, table, records);
            unit.commit();
            return merged;
        }
    }

    /** As a page does: columns whose field is in a record are filled from now on. */
    static Merged merge(Unit unit, Table table, List<DitioRecord> records) {
        List<Column> news = table.candidates().stream()
                .filter(column ->
                        records.stream().anyMatch(record -> record.map().containsKey(column.field())))
                .toList();
        return unit.merge(
                STREAM,
                unit.adopt(table, news),
                records.stream().filter(record -> !record.isDeleted()).toList(),
                records.stream().filter(DitioRecord::isDeleted).toList());
    }

    public static List<DitioRecord> records(Fields fields, String... records) {
        String data = String.join(",", Arrays.asList(records)).replace('\'', '"');
        byte[] page = ("{\"data\":[" + data + "]}").getBytes(StandardCharsets.UTF_8);
        try {
            return PageReader.read(page, page.length, fields).records();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String live(String id, int version, String... more) {
        return "{'id':'" + id + "','modifiedDateTime':'" + time(version) + "'"
                + String.join("", Arrays.stream(more).map(field -> "," + field).toList()) + "}";
    }

    public static String deleted(String id, int version) {
        return "{'id':'" + id + "','isDeleted':true,'deletedDateTime':'" + time(version) + "','modifiedDateTime':'"
                + time(version) + "','machineName':''}";
    }

    public static String time(int version) {
        return "2026-01-01T00:00:%02d.1234567Z".formatted(version);
    }

    public static List<String> ids(List<DitioRecord> records) {
        return records.stream().map(DitioRecord::id).toList();
    }

    /** The first column of what a query answers, as text. */
    public List<String> query(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public List<String> storedIds() {
        return query("select id from " + TABLE + " order by id");
    }

    public void execute(String... statements) {
        for (String one : statements) {
            execute(one);
        }
    }

    public void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
