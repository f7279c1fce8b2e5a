package no.ditioroutes.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.Postgres;
import no.ditioroutes.boot.DitioRoutes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that are far larger than most, in a process with little memory. */
class FatRecordsTest {

    private static final int RECORDS = 30_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"6000, H2", "20000, H2", "6000, POSTGRESQL", "20000, POSTGRESQL"})
    void loadInSmallerPages(int bytes, String database) throws IOException, InterruptedException, SQLException {
        Postgres.Database postgres = Postgres.shared().newDatabase();
        boolean h2 = database.equals("H2");
        String url = h2 ? "jdbc:h2:file:" + folder.resolve("ditio") : postgres.url();
        String user = h2 ? "" : postgres.user();
        String password = h2 ? "" : postgres.password();
        try (FatPages ditio = new FatPages(RECORDS, bytes)) {
            ProcessBuilder sync = sync(ditio);
            sync.environment().put("JDBC_URL", url);
            sync.environment().put("JDBC_USERNAME", user);
            sync.environment().put("JDBC_PASSWORD", password);
            if (!h2) {
                sync.environment().put("KAFKA_BROKERS", KafkaBroker.shared().brokers());
            }
            Process process = sync.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("records are asked for a page").doesNotContain("OutOfMemory");
            assertThat(ditio.limits()).startsWith(10_000, 5_000).isSortedAccordingTo((a, b) -> b - a);
        }
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            assertThat(count(connection, "select count(*) from machine_registrations"))
                    .isEqualTo(RECORDS);
            assertThat(count(connection, "select count(*) from ditio_page_size where fitting < asked"))
                    .isEqualTo(1);
        }
    }

    private static ProcessBuilder sync(FatPages ditio) {
        ProcessBuilder java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        DitioRoutes.class.getName(),
                        "sync",
                        "machine-registrations"))
                .redirectErrorStream(true);
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        java.environment().put("DITIO_IDENTITY_BASE", ditio.base() + "/identity");
        java.environment().put("DITIO_REPORTING_BASE", ditio.base() + "/reporting");
        java.environment().put("DITIO_CLIENT_ID", "fat");
        java.environment().put("DITIO_CLIENT_SECRET", "fat-records-secret");
        return java;
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
