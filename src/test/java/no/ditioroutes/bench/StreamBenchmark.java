package no.ditioroutes.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.Postgres;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.RunReport;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * How fast the shipped route loads machine registrations into PostgreSQL and Kafka, beside a hand-written loop that does
 * the same work, PostgreSQL's own COPY of the same rows, and a naive route that handles one record at a time. All in one
 * run, on the same database, broker and server; medians of three.
 */
public final class StreamBenchmark {

    private static final int RECORDS = 200_000;
    private static final int NAIVE_RECORDS = 10_000;
    private static final int ROUNDS = 3;

    private final Postgres.Database database = Postgres.shared().newDatabase();
    private final String brokers = KafkaBroker.shared().brokers();

    private StreamBenchmark() {}

    /** With a number of records as argument: loads that many by the route alone, and prints the heap it took. */
    public static void main(String[] args) throws Exception {
        StreamBenchmark benchmark = new StreamBenchmark();
        if (args.length > 0) {
            benchmark.memory(Integer.parseInt(args[0]));
        } else {
            benchmark.compare();
        }
        System.exit(0);
    }

    private void compare() throws Exception {
        try (Server server = Server.start(RECORDS);
                Server small = Server.start(NAIVE_RECORDS);
                TestProgram program = TestProgram.start(settings(server))) {
            HandWrittenLoop loop = new HandWrittenLoop(server.base(), database, brokers, "ditio.machine-registrations");
            print("%,d machine registrations of 900 bytes into PostgreSQL and Kafka%n", RECORDS);
            double[] routes = new double[ROUNDS];
            double[] loops = new double[ROUNDS];
            // The first round warms both up and does not count.
            for (int round = -1; round < ROUNDS; round++) {
                double route = seconds(program, () -> program.streams().sync("machine-registrations"));
                double hand = seconds(program, loop::run);
                if (round >= 0) {
                    routes[round] = route;
                    loops[round] = hand;
                }
            }
            double copy = copySeconds();
            double naive = naiveSeconds(program, small) * RECORDS / NAIVE_RECORDS;
            report(median(routes), median(loops), copy, naive);
        }
    }

    private void memory(int records) throws Exception {
        try (Server server = Server.start(records);
                TestProgram program = TestProgram.start(settings(server))) {
            RunReport run = program.streams().sync("machine-registrations");
            print(
                    "%,d records in %.1f s; heap at most %d MB of %d MB%n",
                    run.upserted(),
                    run.took().toMillis() / 1000.0,
                    heapPeak() >> 20,
                    Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    private void report(double route, double loop, double copy, double naive) {
        line("shipped YAML route", route);
        line("hand-written loop", loop);
        line("PostgreSQL's COPY alone", copy);
        line("naive route (extrapolated)", naive);
        print("%nroute / loop  %.2f  (target 1.15)%nroute / COPY  %.2f  (target 2.5)%n", route / loop, route / copy);
    }

    private static void line(String name, double seconds) {
        print("%-28s %8.2f s  %,9.0f records/s%n", name, seconds, RECORDS / seconds);
    }

    private Map<String, Object> settings(Server server) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("ditio.identity-base", server.base() + "/identity");
        settings.put("ditio.reporting-base", server.base() + "/reporting");
        settings.put("ditio.client-id", SandboxOptions.CLIENT_ID);
        settings.put("ditio.client-secret", SandboxOptions.CLIENT_SECRET);
        settings.put("jdbc.url", database.url());
        settings.put("jdbc.username", database.user());
        settings.put("jdbc.password", database.password());
        settings.put("kafka.brokers", brokers);
        return settings;
    }

    private interface Load {
        Object run() throws Exception;
    }

    private double seconds(TestProgram program, Load load) throws Exception {
        program.store().table("machine_registrations");
        execute("truncate machine_registrations", "truncate ditio_cursor");
        execute("vacuum", "checkpoint");
        long started = System.nanoTime();
        load.run();
        return (System.nanoTime() - started) / 1e9;
    }

    /** The rows of the last load, from a file into a table of the same shape. */
    private double copySeconds() throws Exception {
        Path file = Files.createTempFile("rows", ".copy");
        try (Connection connection = connect()) {
            execute("create table copied (like machine_registrations including all)");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try (var out = Files.newOutputStream(file)) {
                copy.copyOut("copy machine_registrations to stdout", out);
            }
            execute("checkpoint");
            long started = System.nanoTime();
            try (var in = Files.newInputStream(file)) {
                copy.copyIn("copy copied from stdin", in);
            }
            return (System.nanoTime() - started) / 1e9;
        } finally {
            Files.delete(file);
        }
    }

    private double naiveSeconds(TestProgram program, Server server) throws Exception {
        NaiveRoute naive = new NaiveRoute(
                program.camel(), server.base(), brokers, program.store().dataSource());
        return seconds(program, naive::run);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static double median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /** The page server in its own process. */
    private record Server(Process process, int port) implements AutoCloseable {

        static Server start(int records) throws IOException {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PageServer.class.getName(),
                            Integer.toString(records)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            return new Server(process, Integer.parseInt(out.readLine()));
        }

        String base() {
            return "http://127.0.0.1:" + port;
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
