package no.ditioroutes.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import no.ditioroutes.SecretSetting;

/** An empty database, and short words for what tests do with it. */
public final class TestDatabase implements AutoCloseable {

    private final String name;
    private final String url;
    private final Database database;

    private TestDatabase(String name, String url) {
        this.name = name;
        this.url = url;
        this.database = new Database(url, name.equals("H2") ? "sa" : "", new SecretSetting("JDBC_PASSWORD", "", ""));
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

    public boolean isH2() {
        return name.equals("H2");
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
