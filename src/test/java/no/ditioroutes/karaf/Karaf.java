package no.ditioroutes.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A stock Apache Karaf in a process of its own: on loopback, at free ports, and cut off from every repository, so that
 * what it runs comes out of itself and the KAR.
 */
final class Karaf implements AutoCloseable {

    private static final Path STOCK = Path.of("target", "karaf", "apache-karaf.tar.gz");
    private static final Path KAR = Path.of("target", "ditio-routes-karaf.kar");

    final Path home;
    private final int ssh = freePort();
    private Process process;

    private Karaf(Path home) {
        this.home = home;
    }

    /** Unpacked, with the KAR in its {@code deploy/}. */
    static Karaf unpack(Path home) throws IOException {
        Karaf karaf = new Karaf(home);
        karaf.call(null, "tar", "xzf", STOCK.toAbsolutePath().toString(), "--strip-components=1");
        karaf.set("etc/org.apache.karaf.shell.cfg", "sshPort", karaf.ssh);
        karaf.set("etc/org.apache.karaf.shell.cfg", "sshHost", "127.0.0.1");
        karaf.set("etc/org.apache.karaf.management.cfg", "rmiRegistryPort", freePort());
        karaf.set("etc/org.apache.karaf.management.cfg", "rmiServerPort", freePort());
        karaf.set("etc/users.properties", "karaf", "karaf,_g_:admingroup");
        karaf.set("etc/users.properties", "_g_\\:admingroup", "group,admin,manager,viewer,systembundles,ssh");
        Files.writeString(
                home.resolve("etc/org.ops4j.pax.url.mvn.cfg"),
                """
                org.ops4j.pax.url.mvn.defaultRepositories=\
                ${karaf.home.uri}${karaf.default.repository}@id=system@snapshots,\
                ${karaf.data.uri}kar@id=kar@multi@snapshots
                org.ops4j.pax.url.mvn.repositories=
                org.ops4j.pax.url.mvn.localRepository=${karaf.data}/none
                org.ops4j.pax.url.mvn.useFallbackRepositories=false
                """);
        Files.copy(KAR, home.resolve("deploy/ditio-routes-karaf.kar"));
        return karaf;
    }

    void start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = builder("bin/karaf", "server");
        builder.environment().keySet().removeIf(name -> name.startsWith("DITIO_") || name.startsWith("KAFKA_"));
        // The script becomes the Java process, so that an end of the one is an end of the other.
        builder.environment().put("KARAF_EXEC", "exec");
        builder.environment().put("EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        process = builder.redirectOutput(home.resolve("console.txt").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** What a command of the shell printed. Those of {@code bin/client} itself get lost, so they go to its input. */
    record Said(int exitCode, String text) {}

    Said shell(String... commands) throws IOException {
        return call(
                String.join("\n", commands) + "\n",
                "bin/client",
                "-a",
                Integer.toString(ssh),
                "-h",
                "127.0.0.1",
                "-u",
                "karaf",
                "-p",
                "karaf",
                "-b");
    }

    /** Gives a setting a value, as a user does who edits the file. */
    void set(String file, String key, Object value) throws IOException {
        Path path = home.resolve(file);
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        lines.removeIf(line -> line.split("=", 2)[0].strip().equals(key));
        lines.add(key + " = " + value);
        Files.write(path, lines);
    }

    String log() throws IOException {
        Path log = home.resolve("data/log/karaf.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Said call(String input, String... command) throws IOException {
        Path out = Files.createTempFile("karaf", ".out");
        Process called = builder(command).redirectOutput(out.toFile()).start();
        try (var in = called.getOutputStream()) {
            in.write((input == null ? "" : input).getBytes(StandardCharsets.UTF_8));
        }
        end(called, 60);
        String text = Files.readString(out);
        Files.delete(out);
        return new Said(called.exitValue(), text);
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_OPTS");
        return builder;
    }

    private static boolean end(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Ends it as {@code kill} does; by force where it takes long. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            assertThat(end(process, 30)).as("Karaf ended by itself").isTrue();
        }
    }
}
