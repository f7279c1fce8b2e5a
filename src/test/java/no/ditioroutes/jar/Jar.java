package no.ditioroutes.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.ditioroutes.Postgres;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;

/** The packaged jar, started as a user would: a command, and settings in the environment. */
final class Jar {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    static final Path FILE = Path.of("target", "ditio-routes.jar").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>();
    private Path folder = Path.of("").toAbsolutePath();

    /** Pointed at a sandbox and a database. */
    static Jar on(Sandbox sandbox, Postgres.Database database) {
        return on(sandbox)
                .with("JDBC_URL", database.url())
                .with("JDBC_USERNAME", database.user())
                .with("JDBC_PASSWORD", database.password());
    }

    /** Pointed at a sandbox, with the database it has without settings. */
    static Jar on(Sandbox sandbox) {
        return new Jar()
                .with("DITIO_IDENTITY_BASE", sandbox.addresses().identity())
                .with("DITIO_API_BASE", sandbox.addresses().core())
                .with("DITIO_REPORTING_BASE", sandbox.addresses().reporting())
                .with("DITIO_CLIENT_ID", SandboxOptions.CLIENT_ID)
                .with("DITIO_CLIENT_SECRET", SandboxOptions.CLIENT_SECRET)
                .with("RETRY_FIRST_PAUSE_MS", "10")
                .with("RETRY_LONGEST_PAUSE_MS", "100");
    }

    /** Started in this folder instead of the checkout. */
    Jar in(Path other) {
        folder = other;
        return this;
    }

    Jar with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Jar without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** What a command printed and how it ended. */
    record Ended(int exitCode, String out, String err) {}

    /** Runs a command to its end. */
    Ended run(String... command) {
        return start(command).await();
    }

    Running start(String... command) {
        try {
            List<String> line =
                    new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1", "-jar", FILE.toString()));
            line.addAll(List.of(command));
            Path out = Files.createTempFile("jar", ".out");
            Path err = Files.createTempFile("jar", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.directory(folder.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("DITIO_") || name.startsWith("KAFKA_"));
            builder.environment().putAll(environment);
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command while it runs. */
    record Running(Process process, Path out, Path err) {

        Ended await() {
            try {
                if (!process.waitFor(120, TimeUnit.SECONDS)) {
                    kill();
                    throw new AssertionError("did not end within 120 s: " + Files.readString(err));
                }
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** As {@code kill -9} does. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        /** As {@code kill} does. */
        void terminate() {
            process.destroy();
        }
    }
}
