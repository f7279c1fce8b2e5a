package no.ditioroutes.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.Postgres;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.Tables;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * How fast the shipped route loads machine registrations into PostgreSQL and Kafka, beside a hand-written loop that does
 * the same work, PostgreSQL's own COPY of the same rows, and a naive route that handles one record at a time. All in one
 * run, on the same database, broker and server; medians of three.
 */
public final class StreamBenchmark {

    private static final int RECORDS = 200_000;
    /** One page: the naive route knows no token. */
    private static final int NAIVE_RECORDS = PageServer.PAGE;

    private static final int ROUNDS = 3;
    private static final String MACHINES = "machine-registrations";
    private static final String TABLE = "machine_registrations";

    private final Postgres.Database database = Postgres.shared().newDatabase();
    private final String brokers = KafkaBroker.shared().brokers();

    private StreamBenchmark() {}

    /** With numbers of records as arguments: loads so many by the route alone, and prints the heap it took. */
    public static void main(String[] args) throws Exception {
        StreamBenchmark benchmark = new StreamBenchmark();
        if (args.length == 0) {
            benchmark.compare();
        }
        for (String records : args) {
            benchmark.memory(Integer.parseInt(records));
        }
        System.exit(0);
    }

    private void compare() throws Exception {
        try (Server server = Server.start(PageServer.class, Integer.toString(RECORDS));
                TestProgram program = TestProgram.start(settings(server));
                HandWrittenLoop loop = loop(program, server)) {
            Figures.print("%,d machine registrations of 900 bytes into PostgreSQL and Kafka%n", RECORDS);
            double[] routes = new double[ROUNDS];
            double[] loops = new double[ROUNDS];
            double[] copies = new double[ROUNDS];
            // The first round warms all of them up and does not count.
            for (int round = -1; round < ROUNDS; round++) {
                double route = seconds(RECORDS, () -> program.streams().sync(MACHINES));
                double hand = seconds(RECORDS, loop::run);
                double copy = copySeconds();
                if (round >= 0) {
                    routes[round] = route;
                    loops[round] = hand;
                    copies[round] = copy;
                }
            }
            NaiveRoute naive = new NaiveRoute(
                    program.camel(), server.base(), brokers, program.database().dataSource());
            double one = seconds(NAIVE_RECORDS, naive::run);
            report(
                    Figures.median(routes),
                    Figures.median(loops),
                    Figures.median(copies),
                    one * RECORDS / NAIVE_RECORDS);
        }
    }

    private void memory(int records) throws Exception {
        try (Server server = Server.start(PageServer.class, Integer.toString(records));
                TestProgram program = TestProgram.start(settings(server))) {
            new Tables(program.database()).table(TABLE);
            double seconds = seconds(records, () -> program.streams().sync(MACHINES));
            Figures.print("%,9d records in %5.1f s; %s%n", records, seconds, Figures.heapUse());
        }
    }

    private void report(double route, double loop, double copy, double naive) {
        line("shipped YAML route", route);
        line("hand-written loop", loop);
        line("PostgreSQL's COPY alone", copy);
        line("naive route (extrapolated)", naive);
        Figures.print(
                "%nroute / loop  %.2f  (target 1.15)%nroute / COPY  %.2f  (target 2.5)%n", route / loop, route / copy);
    }

    private static void line(String name, double seconds) {
        Figures.print("%-28s %8.2f s  %,9.0f records/s%n", name, seconds, RECORDS / seconds);
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

    private HandWrittenLoop loop(TestProgram program, Server server) throws SQLException {
        // Makes the tables.
        new Tables(program.database()).table(TABLE);
        return new HandWrittenLoop(server.base(), database, brokers, "ditio." + MACHINES);
    }

    private interface Load {
        void run() throws Exception;
    }

    private double seconds(int records, Load load) throws Exception {
        execute("truncate " + TABLE, "truncate ditio_cursor", "vacuum", "checkpoint");
        long started = System.nanoTime();
        load.run();
        double seconds = (System.nanoTime() - started) / 1e9;
        if (rows() != records) {
            throw new IllegalStateException("expected " + records + " rows, found " + rows());
        }
        return seconds;
    }

    private long rows() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + TABLE)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The rows of the last load, from a file into a table of the same shape. */
    private double copySeconds() throws Exception {
        Path file = Files.createTempFile("rows", ".copy");
        try (Connection connection = connect()) {
            execute("drop table if exists copied", "create table copied (like " + TABLE + " including all)");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try (var out = Files.newOutputStream(file)) {
                copy.copyOut("copy " + TABLE + " to stdout", out);
            }
            execute("vacuum", "checkpoint");
            long started = System.nanoTime();
            try (var in = Files.newInputStream(file)) {
                copy.copyIn("copy copied from stdin", in);
            }
            return (System.nanoTime() - started) / 1e9;
        } finally {
            Files.delete(file);
        }
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
}
