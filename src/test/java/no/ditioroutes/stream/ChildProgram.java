package no.ditioroutes.stream;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.ditioroutes.boot.DitioRoutes;

/** The program in a process of its own, on the database and the brokers of a rig, which can be suspended. */
final class ChildProgram {

    private static final List<String> SETTINGS = List.of(
            "ditio.identity-base",
            "ditio.api-base",
            "ditio.reporting-base",
            "ditio.client-id",
            "ditio.client-secret",
            "jdbc.url",
            "jdbc.username",
            "jdbc.password",
            "kafka.brokers",
            "sync.chunk-limit");

    private final Process process;
    private final Path said;

    private ChildProgram(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Starts a command. */
    static ChildProgram start(Map<String, Object> settings, String... words) {
        try {
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    DitioRoutes.class.getName()));
            line.addAll(List.of(words));
            Path said = Files.createTempFile("child", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("DITIO_") || name.startsWith("KAFKA_"));
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            SETTINGS.stream().filter(settings::containsKey).forEach(name -> builder.environment()
                    .put(variable(name), settings.get(name).toString()));
            return new ChildProgram(builder.start(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Stops it as {@code kill -STOP} does: none of its threads runs on, and its connections stay. */
    void suspend() {
        signal("STOP");
        await().until(() ->
                run("ps", "-o", "state=", "-p", Long.toString(process.pid())).startsWith("T"));
    }

    void resume() {
        signal("CONT");
    }

    /** Waits for its end and returns its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end within 120 s: " + said());
        }
        return process.exitValue();
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as {@code kill -KILL} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private void signal(String name) {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    private static String run(String... command) {
        try {
            Process ran = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            ran.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
