package no.ditioroutes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import no.ditioroutes.boot.DitioRoutes;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.h2.server.web.WebServer;
import org.h2.tools.Server;

/**
 * Runs the program as it ships on embedded parts: the sandbox with data that changes all the time, a real Kafka broker,
 * H2 with its web console, and an inbox of its own. It polls every five seconds.
 */
public final class Demo {

    private static final int RECORDS = 20_000;

    private static final String STATES =
            """
            companyId,projectId,machineId,state,startTime,endTime
            %1$s,%2$s,EX-001,Working,2026-01-15T08:00:00Z,2026-01-15T08:45:00Z
            %1$s,%2$s,EX-001,Idle,2026-01-15T08:45:00Z,2026-01-15T09:00:00Z
            %1$s,%2$s,EX-001,Working,2026-01-15T09:00:00Z,2026-01-15T08:00:00Z
            """
                    .formatted(Fixture.COMPANY_ID, Fixture.PROJECT_ID);

    private Demo() {}

    public static void main(String[] args) throws IOException, SQLException {
        endWithMaven();
        Path folder = Files.createDirectories(Path.of("target", "demo"));
        Sandbox sandbox = Sandbox.start(
                SandboxOptions.defaults().withRecords(RECORDS, RECORDS).withLiveEvery(Duration.ofSeconds(2)));
        KafkaBroker broker = KafkaBroker.in(Files.createTempDirectory(folder, "kafka"), free(9092))
                .start();
        String database =
                "jdbc:h2:file:" + Files.createTempDirectory(folder, "h2").toAbsolutePath() + "/ditio;AUTO_SERVER=TRUE";
        String rows = console(database);
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path states = Files.writeString(folder.resolve("states.csv"), STATES);
        point(sandbox, broker, database);
        System.setProperty("DITIO_INBOX", inbox.toString());
        System.out.printf(
                """

                Sandbox Ditio   %s
                Kafka           kcat -b %s -t ditio.machine-registrations -C -f '%%k %%h\\n%%s\\n'
                Rows            %s
                Streams         http://127.0.0.1:%s
                Machine states  cp %s %s; curl %s/_sandbox/states
                Stop            Ctrl-C

                """,
                sandbox.addresses().base(),
                broker.brokers(),
                rows,
                System.getProperty("SERVER_PORT"),
                states,
                inbox,
                sandbox.addresses().base());
        System.exit(DitioRoutes.run("run"));
    }

    /** Starts H2's console, logged in, and returns its address. */
    private static String console(String database) throws SQLException, IOException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Server server =
                Server.createWebServer("-webPort", Integer.toString(free(8082))).start();
        return ((WebServer) server.getService()).addSession(DriverManager.getConnection(database));
    }

    /** Ends with Maven: if that is killed, this process would stay behind. */
    private static void endWithMaven() {
        var unused =
                ProcessHandle.current().parent().map(maven -> maven.onExit().thenRun(() -> System.exit(0)));
    }

    /** Sets what a user would set in the environment. */
    private static void point(Sandbox sandbox, KafkaBroker broker, String database) throws IOException {
        System.setProperty("DITIO_IDENTITY_BASE", sandbox.addresses().identity());
        System.setProperty("DITIO_API_BASE", sandbox.addresses().core());
        System.setProperty("DITIO_REPORTING_BASE", sandbox.addresses().reporting());
        System.setProperty("DITIO_MASSTRANSPORT_BASE", sandbox.addresses().massTransport());
        System.setProperty("DITIO_CLIENT_ID", SandboxOptions.CLIENT_ID);
        System.setProperty("DITIO_CLIENT_SECRET", SandboxOptions.CLIENT_SECRET);
        System.setProperty("DITIO_SYNC_EVERY", "5s");
        System.setProperty("JDBC_URL", database);
        System.setProperty("KAFKA_BROKERS", broker.brokers());
        System.setProperty("SERVER_PORT", Integer.toString(free(8080)));
        // The tests' own logging is silent.
        System.setProperty("logging.config", "classpath:logback-spring.xml");
    }

    /** Returns the usual port if it is free, else any. */
    private static int free(int usual) throws IOException {
        try (ServerSocket socket = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }
}
