package no.ditioroutes.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.Postgres;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.command.Commands;
import no.ditioroutes.command.Program;
import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.TokenCache;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.Rejects;
import org.apache.camel.CamelContext;

/** The shipped routes and configuration, pointed at a sandbox and a database of the test's own, with short pauses. */
public final class TestProgram implements AutoCloseable {

    private final AutoCloseable runtime;
    private final Program program;

    private TestProgram(AutoCloseable runtime, Program program) {
        this.runtime = runtime;
        this.program = program;
    }

    /** With these settings before those of {@code config/application.yaml}. */
    public static TestProgram start(Map<String, Object> settings) {
        CommandProgram runtime = CommandProgram.with(settings);
        try {
            runtime.program().camel();
            return new TestProgram(runtime, runtime.program());
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    /** The same as a service, with everything on, which answers HTTP on a free port. */
    public static TestProgram service(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("camel.main.routes-reload-enabled", "false");
        return reloading(all);
    }

    /** A service that also takes edited routes. */
    public static TestProgram reloading(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("server.port", "0");
        SpringProgram runtime = SpringProgram.service(all);
        return new TestProgram(runtime, runtime.program());
    }

    /** Where a service answers. */
    int port() {
        return ((SpringProgram) runtime).port();
    }

    /** What a service answers. */
    public HttpResponse<String> get(String path) {
        try {
            URI address = URI.create("http://127.0.0.1:" + port() + path);
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Settings for a sandbox and SQL alone; {@code url} has its credentials in it or needs none. */
    public static Map<String, Object> settings(Sandbox sandbox, String url) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("ditio.identity-base", sandbox.addresses().identity());
        settings.put("ditio.api-base", sandbox.addresses().core());
        settings.put("ditio.reporting-base", sandbox.addresses().reporting());
        settings.put("ditio.masstransport-base", sandbox.addresses().massTransport());
        settings.put("ditio.client-id", SandboxOptions.CLIENT_ID);
        settings.put("ditio.client-secret", SandboxOptions.CLIENT_SECRET);
        settings.put("ditio.client-secret-file", "");
        settings.put("ditio.token", "");
        settings.put("ditio.token-file", "");
        settings.put("jdbc.url", url);
        settings.put("jdbc.username", "");
        settings.put("jdbc.password", "");
        settings.put("kafka.brokers", "");
        settings.put("retry.first-pause-ms", "10");
        settings.put("retry.longest-pause-ms", "200");
        return settings;
    }

    /** The same with an H2 database of its own, in memory. */
    public static Map<String, Object> onH2(Sandbox sandbox) {
        return settings(sandbox, "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    /** The same with a fresh PostgreSQL database. */
    public static Map<String, Object> onPostgres(Sandbox sandbox) {
        Postgres.Database database = Postgres.shared().newDatabase();
        Map<String, Object> settings = settings(sandbox, database.url());
        settings.put("jdbc.username", database.user());
        settings.put("jdbc.password", database.password());
        return settings;
    }

    /** The same with the shared Kafka broker. */
    public static Map<String, Object> everything(Sandbox sandbox) {
        Map<String, Object> settings = onPostgres(sandbox);
        settings.put("kafka.brokers", KafkaBroker.shared().brokers());
        return settings;
    }

    public StreamRoutes streams() {
        return program.streamRoutes();
    }

    public Database database() {
        return program.bean(Database.class);
    }

    public Cursors cursors() {
        return new Cursors(database());
    }

    public Rejects rejects() {
        return new Rejects(database());
    }

    /** An object of the program. */
    <T> T bean(Class<T> type) {
        return program.bean(type);
    }

    public void execute(String sql) {
        try (Connection connection = database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Makes the next call of this scope ask for a token. */
    public void forgetToken(String scope) {
        TokenCache tokens = program.bean(TokenCache.class);
        try {
            tokens.refused(scope, tokens.bearer(scope));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command on this program, which stays open. */
    public Ran run(String... words) {
        return Ran.of(() -> Commands.line(work -> work.with(program)), words);
    }

    /** Checks the settings as a service does before it starts. */
    public void check() {
        program.check();
    }

    public CamelContext camel() {
        return program.camel();
    }

    @Override
    public void close() {
        try {
            runtime.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
