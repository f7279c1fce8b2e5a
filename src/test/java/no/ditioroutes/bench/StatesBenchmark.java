package no.ditioroutes.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.Postgres;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.camel.StateFiles;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.telematics.ImportOptions;

/**
 * How fast the shipped route sends a file of machine states, with its ledger on PostgreSQL, beside a hand-written
 * loop. All in one run, to one server that answers at once; medians of three.
 */
public final class StatesBenchmark {

    private static final int ROWS = 1_000_000;
    private static final int MACHINES = 200;
    private static final int ROUNDS = 3;
    private static final long MINUTE = 60;

    private final Postgres.Database database = Postgres.shared().newDatabase();

    private StatesBenchmark() {}

    /** With a number of rows as argument: sends that many by the route alone, and prints the heap it took. */
    public static void main(String[] args) throws Exception {
        StatesBenchmark benchmark = new StatesBenchmark();
        try (Server server = Server.start(StateServer.class)) {
            if (args.length > 0) {
                benchmark.memory(server, Integer.parseInt(args[0]));
            } else {
                benchmark.compare(server);
            }
        }
        System.exit(0);
    }

    private void compare(Server server) throws Exception {
        Path file = file(ROWS);
        PlainStates plain = new PlainStates(server.base());
        double[][] seconds = new double[3][ROUNDS];
        TestProgram shipped = TestProgram.start(settings(server));
        // Makes the tables.
        shipped.database().description();
        // A round before the first warms all of them up and does not count.
        for (int round = -1; round < ROUNDS; round++) {
            double[] now = {
                seconds(() -> plain.read(file)), seconds(() -> plain.send(file)), seconds(() -> send(shipped, file))
            };
            for (int way = 0; round >= 0 && way < now.length; way++) {
                seconds[way][round] = now[way];
            }
        }
        double loop = Figures.median(seconds[1]);
        print("plain loop, reads and checks alone", Figures.median(seconds[0]), loop);
        print("plain loop, posts too", loop, loop);
        print("route as shipped, ledger on PostgreSQL", Figures.median(seconds[2]), loop);
        Files.delete(file);
        shipped.close();
    }

    private void memory(Server server, int rows) throws Exception {
        Path file = file(rows);
        long size = Files.size(file);
        try (TestProgram shipped = TestProgram.start(settings(server))) {
            shipped.database().description();
            double seconds = seconds(() -> send(shipped, file));
            Figures.print("%,d rows, %,d MB, in %.1f s; %s%n", rows, size >> 20, seconds, Figures.heapUse());
        }
        Files.delete(file);
    }

    private interface Work {
        Object run() throws Exception;
    }

    private double seconds(Work work) throws Exception {
        execute("truncate ditio_state, ditio_import_batch, ditio_import, ditio_import_file", "vacuum", "checkpoint");
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }

    private static long send(TestProgram program, Path file) throws Exception {
        return new StateFiles(program.camel())
                .send(CsvFile.open(file), ImportOptions.USUAL)
                .summary()
                .sent();
    }

    private Map<String, Object> settings(Server server) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("ditio.identity-base", server.base() + "/identity");
        settings.put("ditio.masstransport-base", server.base() + "/masstransport");
        settings.put("ditio.client-id", SandboxOptions.CLIENT_ID);
        settings.put("ditio.client-secret", SandboxOptions.CLIENT_SECRET);
        settings.put("jdbc.url", database.url());
        settings.put("jdbc.username", database.user());
        settings.put("jdbc.password", database.password());
        settings.put("kafka.brokers", "");
        settings.put("inbox.folder", Files.createTempDirectory("inbox").toString());
        return settings;
    }

    /** Minute after minute, the states of all machines. */
    private static Path file(int rows) throws IOException {
        Path file = Files.createTempFile("states", ".csv");
        List<String> states = List.of("Working", "Idle", "Moving");
        Instant start = Instant.parse("2025-01-01T00:00:00Z");
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write("companyId,projectId,machineId,state,startTime,endTime\n");
            for (int row = 0; row < rows; row++) {
                Instant at = start.plusSeconds(row / MACHINES * MINUTE);
                csv.write("64b1f0a2c3d4e5f607182930,64c2a1b3d4e5f60718293a40,EX-%03d,%s,%s,%s\n"
                        .formatted(row % MACHINES, states.get(row % 7 % 3), at, at.plusSeconds(MINUTE)));
            }
        }
        return file;
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void print(String name, double seconds, double loop) {
        Figures.print("%-40s %6.2f s %,10.0f rows/s %6.2f%n", name, seconds, ROWS / seconds, seconds / loop);
    }
}
