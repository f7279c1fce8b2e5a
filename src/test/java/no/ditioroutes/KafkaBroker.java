package no.ditioroutes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.util.FileSystemUtils;

/**
 * A real Kafka of one node, controller and broker in a child process, on the loopback address.
 *
 * <p>It can be killed and restarted with its port and its data. New topics have three partitions;
 * topics are not created by being used. It ends with the process that started it.
 */
public final class KafkaBroker implements AutoCloseable {

    public static final String USER = "fleet";
    public static final String PASSWORD = "hem\"me;lig";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final boolean temporary;
    private final int port;
    private final int controllerPort = freePort();
    private final int securePort = freePort();
    private SelfSignedCertificate certificate;
    private boolean creatingTopics;
    private Thread hook;
    private volatile Process process;

    private KafkaBroker(Path folder, boolean temporary, int port) {
        this.folder = folder;
        this.temporary = temporary;
        this.port = port;
    }

    /** Returns a broker on a free port, not started yet, whose data is deleted when it is closed. */
    public static KafkaBroker temporary() {
        try {
            return new KafkaBroker(Files.createTempDirectory("kafka-broker"), true, freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a broker, not started yet, that keeps its data in the folder and listens on the port. */
    public static KafkaBroker in(Path folder, int port) {
        return new KafkaBroker(folder, false, port);
    }

    /** Creates topics automatically when they are used, as brokers do by default. */
    public KafkaBroker creatingTopics() {
        creatingTopics = true;
        return this;
    }

    /** Ends the broker and starts one without data on the same port. */
    public void wipe() {
        kill();
        delete();
        start();
    }

    /** Adds a listener for clients that use TLS and log in as {@link #USER}. */
    private KafkaBroker with(SelfSignedCertificate own) {
        certificate = own;
        return this;
    }

    /** Returns the running broker that all tests of this process share. */
    public static KafkaBroker shared() {
        return Shared.BROKER;
    }

    /** Waits until the broker answers. */
    public KafkaBroker start() {
        requireFree(port);
        try {
            process = launch();
            closeAtTheEnd();
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka cannot be started in " + folder, e);
        }
        awaitAnswer();
        return this;
    }

    /** Returns what clients connect to: {@code host:port}. */
    public String brokers() {
        return "127.0.0.1:" + port;
    }

    /** Returns the same for clients that use TLS, the user's password, and a certificate if they have one. */
    public String secureBrokers() {
        return "127.0.0.1:" + securePort;
    }

    /** Kills the broker, as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts the same broker again, on its port and with its data. */
    public void restart() {
        end();
        start();
    }

    @Override
    public void close() {
        end();
        if (temporary) {
            delete();
        }
    }

    private Process launch() throws IOException {
        Files.createDirectories(folder);
        Path properties = Files.write(folder.resolve("server.properties"), properties());
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=kafka-broker-logback.xml",
                        KafkaBrokerProcess.class.getName(),
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return java.start();
    }

    private List<String> properties() {
        List<String> properties = new ArrayList<>(openProperties());
        if (certificate != null) {
            properties.addAll(secureProperties());
        }
        return properties;
    }

    private List<String> secureProperties() {
        String listener = "listener.name.secure.";
        String jaas = "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                .formatted(USER, PASSWORD.replace("\"", "\\\""));
        return List.of(
                listener + "ssl.keystore.type=PKCS12",
                listener + "ssl.keystore.location=" + certificate.store(),
                listener + "ssl.keystore.password=" + SelfSignedCertificate.STORE_PASSWORD,
                listener + "ssl.key.password=" + SelfSignedCertificate.STORE_PASSWORD,
                listener + "ssl.truststore.type=PKCS12",
                listener + "ssl.truststore.location=" + certificate.store(),
                listener + "ssl.truststore.password=" + SelfSignedCertificate.STORE_PASSWORD,
                listener + "ssl.client.auth=requested",
                listener + "sasl.enabled.mechanisms=PLAIN",
                listener + "plain.sasl.jaas.config=" + jaas.replace("\\", "\\\\"));
    }

    private List<String> openProperties() {
        String secure = certificate == null ? "" : ",SECURE://" + secureBrokers();
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "listeners=BROKER://" + brokers() + secure + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "inter.broker.listener.name=BROKER",
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL",
                "log.dirs=" + folder.resolve("data").toString().replace('\\', '/'),
                // After a kill the controller lets the broker back in only when its session is over.
                "broker.session.timeout.ms=4000",
                "broker.heartbeat.interval.ms=500",
                "auto.create.topics.enable=" + creatingTopics,
                "num.partitions=3",
                "offsets.topic.num.partitions=1",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "log.cleaner.dedupe.buffer.size=4194304",
                // Everything is allowed until a test denies it.
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found=true");
    }

    private void awaitAnswer() {
        Instant limit = Instant.now().plus(START_LIMIT);
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers(),
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1000);
        try (Admin admin = Admin.create(settings)) {
            while (!answers(admin)) {
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    throw new IllegalStateException("Kafka did not start: " + logged());
                }
            }
        }
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka started", e);
        }
    }

    private void closeAtTheEnd() {
        if (hook == null) {
            hook = new Thread(this::close, "kafka-broker-end");
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    private Path log() {
        return folder.resolve("broker.log");
    }

    private String logged() {
        try {
            return Files.readString(log(), UTF_8);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /** Kills the process: data that is deleted needs no orderly shutdown. */
    private void end() {
        if (process == null || !process.isAlive()) {
            return;
        }
        if (!temporary) {
            process.destroy();
            awaitExit();
        }
        process.destroyForcibly().onExit().join();
    }

    private void awaitExit() {
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if the port is in use: its owner would answer in the place of this broker. */
    private static void requireFree(int port) {
        try (ServerSocket socket = listen(port)) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("Kafka needs port " + port + ", which another program has", e);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static int freePort() {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {

        private static final KafkaBroker BROKER =
                temporary().with(SelfSignedCertificate.shared()).start();
    }
}
