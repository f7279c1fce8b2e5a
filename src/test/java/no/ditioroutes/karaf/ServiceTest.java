package no.ditioroutes.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.command.Commands;
import no.ditioroutes.database.Database;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.Cursors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

/** What becomes of the program as its settings on Karaf are edited. */
class ServiceTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private final Properties settings = new Properties();
    private final Service service = new Service();

    @BeforeEach
    void settings() throws IOException {
        try (Reader shipped = Files.newBufferedReader(Path.of("config", "ditio.routes.cfg"))) {
            settings.load(shipped);
        }
        settings.setProperty("ditio.identity-base", sandbox.addresses().identity());
        settings.setProperty("ditio.reporting-base", sandbox.addresses().reporting());
        settings.setProperty("ditio.client-id", SandboxOptions.CLIENT_ID);
        settings.setProperty("ditio.client-secret", SandboxOptions.CLIENT_SECRET);
        settings.setProperty("jdbc.url", url());
        settings.setProperty("inbox.folder", folder.resolve("inbox").toString());
        settings.setProperty("server.port", Integer.toString(freePort()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.close();
        sandbox.close();
    }

    @Test
    void endsTheProgramBeforeItIsStartedAnewAndLeavesNothingOfIt() throws SQLException {
        Set<String> before = threads();
        edit("sync.overlap", "10m");
        awaitUse("10m");

        edit("sync.overlap", "20m");

        // Had the first kept its port or its H2 file, the second had not come so far.
        awaitUse("20m");
        service.updated(null);
        awaitTrouble("There is no etc/ditio.routes.cfg");
        await().atMost(LONG).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        DriverManager.getConnection(url()).close();
    }

    @Test
    void namesWhatIsMissingOrWrongUntilItIsMended() {
        edit("ditio.client-secret", "");
        awaitTrouble("DITIO_CLIENT_SECRET is not set");

        edit("sync.every", "ofte");
        awaitTrouble("DITIO_SYNC_EVERY is 'ofte', expected a duration");

        edit("sync.every", "15m");
        edit("ditio.client-secret", SandboxOptions.CLIENT_SECRET);
        String port = settings.getProperty("server.port");
        edit("server.port", "åtti");
        awaitTrouble("SERVER_PORT is 'åtti', expected the number of a port");

        edit("server.port", port);
        // Of the addresses that are kept for documents, no machine has one.
        edit("server.address", "192.0.2.1");
        awaitTrouble("Nothing can listen on /192.0.2.1:" + port);

        edit("server.address", "127.0.0.1");
        awaitUse("10m");
    }

    @Test
    void hasTheCommandsOfTheProgramInTheShellAndRunsThem() {
        edit("sync.overlap", "10m");
        awaitUse("10m");

        assertThat(Commands.line(service::run).getSubcommands().values())
                .map(command -> new ShellCommand(command, service::run))
                .extracting(command -> command.getScope() + ":" + command.getName())
                .contains("ditio:sync", "ditio:republish", "ditio:utilisation", "ditio:backfill");
        assertThat(said("republish", "machine-registrations")).startsWith("2: ").contains("KAFKA_BROKERS");
        assertThat(said("utilisation", "--from", "2026-01-01", "--to", "2026-01-31"))
                .startsWith("2: ")
                .contains("DITIO_PROJECT_ID");
    }

    /** What a command of the shell answers: its exit code and its error. */
    private String said(String... words) {
        StringWriter error = new StringWriter();
        int exitCode =
                Commands.line(service::run).setErr(new PrintWriter(error, true)).execute(words);
        return exitCode + ": " + error;
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            edit("server.port", Integer.toString(other.getLocalPort()));

            awaitTrouble("Port " + other.getLocalPort() + " is taken by another program");
        }
    }

    private void edit(String key, String value) {
        settings.setProperty(key, value);
        service.updated(FrameworkUtil.asDictionary(settings.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, settings::getProperty))));
    }

    /** Until the program that has this overlap reads its database. */
    private void awaitUse(String overlap) {
        await().atMost(LONG)
                .ignoreExceptions()
                .until(() -> service.run(program -> {
                            new Cursors(program.bean(Database.class)).all();
                            return program.setting("sync.overlap").equals(overlap) ? 0 : 1;
                        })
                        == 0);
    }

    private void awaitTrouble(String words) {
        await().atMost(LONG).untilAsserted(() -> assertThatThrownBy(() -> service.run(program -> 0))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("Ditio Routes does not run. ")
                .hasMessageContaining(words));
    }

    /** For one process alone, as long as it is open. */
    private String url() {
        return "jdbc:h2:file:" + folder.resolve("ditio");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /**
     * Without the service's own, those of the sandbox, of waiting, and of the JDK: of its common pools, and those of
     * its HTTP clients, which end when these are collected.
     */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(
                        name -> !name.matches(
                                "ditio-routes|CompletableFutureDelayScheduler|(ForkJoinPool|HttpClient|awaitility|sandbox)[.-].*"))
                .collect(Collectors.toSet());
    }
}
