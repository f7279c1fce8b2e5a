package no.ditioroutes.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import no.ditioroutes.Postgres;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.SelfSignedCertificate;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL by TLS, against the server that all tests share. */
class PostgresTlsTest {

    private static final Postgres.Database DATABASE = Postgres.shared().newDatabase();
    private static final String CERTIFICATE =
            SelfSignedCertificate.shared().certificate().toString();

    @BeforeAll
    static void turnOn() throws SQLException {
        execute(
                "alter system set ssl_cert_file = '" + CERTIFICATE + "'",
                "alter system set ssl_key_file = '"
                        + SelfSignedCertificate.shared().key() + "'",
                "alter system set ssl = on",
                "select pg_reload_conf()");
    }

    @AfterAll
    static void turnOff() throws SQLException {
        execute("alter system reset all", "select pg_reload_conf()");
    }

    @Test
    void isUsedWhereTheServersCertificateIsTrusted() throws SQLException {
        String url = DATABASE.url() + "?sslmode=verify-full&sslrootcert=" + CERTIFICATE;

        try (Database database = database(url);
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet tls = statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            assertThat(tls.next()).isTrue();
            assertThat(tls.getBoolean(1)).isTrue();
        }
    }

    @Test
    void failsWhereTheServersCertificateIsNotTrusted() {
        String url = DATABASE.url() + "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory";

        try (Database database = database(url)) {
            assertThatThrownBy(database::description)
                    .isInstanceOfSatisfying(UserFacingException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(UserFacingException.Kind.SINK))
                    .hasMessageContaining("certification path");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ?sslmode=verify-full                                | sslmode=verify-full without sslrootcert
            ?ssl=true&sslmode=verify-ca                         | sslmode=verify-ca without sslrootcert
            ?sslmode=Verify-Full                                | sslmode=verify-full without sslrootcert
            ?ssl=true                                           | ssl=true without sslrootcert
            ?sslmode=require&sslfactory=org.postgresql.ssl.NonValidatingFactory | which checks no certificate
            ?ssl&sslrootcert=CERTIFICATE&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory | sslrootcert, which sslfactory=
            ?ssl=false&sslrootcert=CERTIFICATE                  | sslrootcert without sslmode=verify-full
            ?sslrootcert=CERTIFICATE                            | sslrootcert without sslmode=verify-full
            ?sslmode=require&sslrootcert=CERTIFICATE            | sslrootcert without sslmode=verify-full
            ?sslmode=verify-full&sslrootcert=/no/such/file      | sslrootcert in JDBC_URL names /no/such/file, which cannot be read
            ?sslmode=require&sslcert=CERTIFICATE                | sslcert without sslkey
            ?sslmode=require&sslkey=/no/such.pk8                | sslkey without sslcert
            ?sslmode=require&sslkey=%2Fno%2Fsuch.p12            | sslkey=/no/such.p12, a file that cannot be read
            """)
    void isRefusedWhereItIsSetInPart(String options, String message) {
        String url = "jdbc:postgresql://db.example.com/ditio" + options.replace("CERTIFICATE", CERTIFICATE);

        UserFacingException failure = catchThrowableOfType(
                UserFacingException.class, () -> database(url).checkSettings());

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure).hasMessageContaining("JDBC_URL").hasMessageContaining(message);
    }

    @Test
    void isLeftToTheDriverWhereNothingIsSet() {
        assertThatCode(() -> {
                    for (String options : List.of(
                            "",
                            "?sslmode=require",
                            "?ssl=true&sslrootcert=" + CERTIFICATE,
                            "?loginTimeout=5&tcpKeepAlive")) {
                        database("jdbc:postgresql://db.example.com/ditio" + options)
                                .checkSettings();
                    }
                })
                .doesNotThrowAnyException();
    }

    private static Database database(String url) {
        return new Database(url, DATABASE.user(), new SecretSetting("JDBC_PASSWORD", "", ""));
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(DATABASE.url(), DATABASE.user(), "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
