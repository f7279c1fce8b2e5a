package no.ditioroutes.telematics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.camel.StateFiles;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.ReceivedStates.Post;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.sandbox.StateInterval;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** A simulated Ditio and the shipped program on it, with short words for what tests do with files of machine states. */
final class StatesRig
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, TestTemplateInvocationContextProvider {

    static final String HEADER = "companyId,projectId,machineId,state,startTime,endTime\n";
    static final String IMPORT = "/external-excavator-state/import";

    private static final String SCOPE = "masstransportapiv1";
    private static final List<String> TABLES = List.of(
            "ditio_state",
            "ditio_import_batch",
            "ditio_import",
            "ditio_import_file",
            "ditio_existing_data",
            "ditio_inbox_file",
            "machine_utilisation");

    private final Map<String, Object> own = new HashMap<>();
    private final List<Kind> kinds;
    private final Map<Kind, Home> homes = new EnumMap<>(Kind.class);
    private SandboxOptions options = SandboxOptions.empty();
    private Sandbox sandbox;
    private Home home;
    private final Path folder = temporary();
    private int files;

    private StatesRig(Kind... kinds) {
        this.kinds = List.of(kinds);
    }

    private enum Kind {
        H2,
        POSTGRESQL
    }

    /** The program on a database of its own. */
    private record Home(Map<String, Object> settings, TestProgram program) {}

    static StatesRig onH2() {
        return new StatesRig(Kind.H2);
    }

    static StatesRig onPostgres() {
        return new StatesRig(Kind.POSTGRESQL);
    }

    /** For tests that are {@link OnBothDatabases}. */
    static StatesRig onBoth() {
        return new StatesRig(Kind.H2, Kind.POSTGRESQL);
    }

    StatesRig with(String name, Object value) {
        own.put(name, value.toString());
        return this;
    }

    StatesRig on(SandboxOptions other) {
        options = other;
        return this;
    }

    /** With a setting that names a file of this content. */
    StatesRig withFile(String name, String text) {
        return with(name, write(temporary().resolve("setting.csv"), text));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("inbox");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        sandbox = Sandbox.start(options);
        for (Kind kind : kinds) {
            Map<String, Object> settings = settings(kind);
            homes.put(kind, new Home(settings, TestProgram.start(settings)));
        }
        home = homes.get(kinds.get(0));
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(OnBothDatabases.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        int times = context.getRequiredTestMethod()
                .getAnnotation(OnBothDatabases.class)
                .times();
        return kinds.stream().flatMap(kind -> Stream.generate(() -> on(kind)).limit(times));
    }

    private TestTemplateInvocationContext on(Kind kind) {
        return new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int invocation) {
                return kind.name();
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                return List.of((BeforeEachCallback) context -> begin(kind));
            }
        };
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (kinds.size() == 1) {
            begin(kinds.get(0));
        }
    }

    private void begin(Kind kind) throws IOException {
        home = homes.get(kind);
        sandbox.faults().clear();
        sandbox.quirks().clear();
        sandbox.states().clear();
        sandbox.states().refuse(interval -> false);
        sandbox.states().enable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);
        sandbox.states().enable(Fixture.COMPANY_ID, Fixture.SECOND_PROJECT_ID);
        sandbox.requests().clear();
        for (String table : TABLES) {
            execute("delete from " + table);
        }
        for (Path left : allFiles()) {
            Files.delete(left);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        homes.values().forEach(one -> one.program().close());
        sandbox.close();
    }

    Sandbox sandbox() {
        return sandbox;
    }

    TestProgram program() {
        return home.program();
    }

    /** Ends the program, does something, and starts it again. */
    void restart(Runnable meanwhile) {
        Kind kind = kinds.get(0);
        program().close();
        meanwhile.run();
        home = new Home(settings(), TestProgram.start(settings()));
        homes.put(kind, home);
    }

    Map<String, Object> settings() {
        return home.settings();
    }

    private Map<String, Object> settings(Kind kind) {
        Map<String, Object> all = kind == Kind.POSTGRESQL ? TestProgram.onPostgres(sandbox) : TestProgram.onH2(sandbox);
        all.put("inbox.folder", folder.toString());
        all.putAll(own);
        return all;
    }

    /** Writes a file of rows, with the usual header. */
    Path file(String... rows) {
        return write("states-" + ++files + ".csv", HEADER + String.join("\n", rows) + "\n");
    }

    Path write(String name, String text) {
        return write(path(name), text);
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Moves a file into the inbox, as it is. */
    void drop(Path file) throws IOException {
        Files.move(file, path("dropped-" + file.getFileName()));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a file of rows; what it answers balances. */
    ImportSummary send(String... rows) {
        return send(file(rows));
    }

    ImportSummary send(Path file) {
        return send(file, ImportOptions.USUAL);
    }

    ImportSummary send(Path file, ImportOptions options) {
        return send(program(), file, options);
    }

    /** Sends with another program on the same database. */
    static ImportSummary send(TestProgram by, Path file, ImportOptions options) {
        try {
            ImportSummary summary =
                    new StateFiles(by.camel()).send(CsvFile.open(file), options).summary();
            assertThat(summary.sent() + summary.known() + summary.rejected())
                    .as("%s", summary)
                    .isEqualTo(summary.rows());
            return summary;
        } catch (InvalidFileException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row of the usual company and project: {@code row("EX-001", "Working", "08:00", "09:00")}. */
    static String row(String machine, String state, String start, String end) {
        return row(Fixture.PROJECT_ID, machine, state, start, end);
    }

    static String row(String project, String machine, String state, String start, String end) {
        return String.join(",", Fixture.COMPANY_ID, project, machine, state, time(start), time(end));
    }

    private static String time(String text) {
        return text.length() == 5 ? "2026-01-15T" + text + ":00Z" : text;
    }

    /** So many rows of a machine, a minute each, from midnight of a day on. */
    static String[] minutes(String machine, int count) {
        return minutes(machine, "2026-01-15", count);
    }

    static String[] minutes(String machine, String day, int count) {
        Instant start = Instant.parse(day + "T00:00:00Z");
        return Stream.iterate(start, at -> at.plus(Duration.ofMinutes(1)))
                .limit(count)
                .map(at -> row(
                        machine, "Working", at.toString(), at.plusSeconds(60).toString()))
                .toArray(String[]::new);
    }

    /** What Ditio has, each as a row. */
    List<String> inDitio() {
        return sandbox.states().received().stream().map(StatesRig::row).toList();
    }

    /** Lets another sender have brought these rows to Ditio. */
    void another(String... rows) {
        for (String row : rows) {
            String[] field = row.split(",", -1);
            sandbox.states().add(new StateInterval(field[0], field[1], field[2], field[3], field[4], field[5]));
        }
    }

    private static String row(StateInterval interval) {
        return String.join(
                ",",
                interval.companyId(),
                interval.projectId(),
                interval.machineId(),
                interval.state(),
                interval.startTime(),
                interval.endTime());
    }

    List<Post> posts() {
        return sandbox.states().posts();
    }

    /** The lines of the files in {@code rejected/}, without their headers. */
    List<String> rejects() {
        List<String> lines = new ArrayList<>();
        for (Path file : rejectFiles()) {
            try {
                List<String> all = Files.readAllLines(file);
                lines.addAll(all.subList(1, all.size()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
    }

    List<Path> rejectFiles() {
        return in("rejected");
    }

    /** The files in a folder of the inbox, by name. */
    List<Path> in(String drawer) {
        return allFiles().stream()
                .filter(file -> file.getParent().equals(folder.resolve(drawer)))
                .toList();
    }

    private List<Path> allFiles() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forgetToken() {
        sandbox.clients().revokeAllTokens();
        program().forgetToken(SCOPE);
    }

    /** How many rows of the ledger have which status. */
    Map<String, Long> ledger() throws SQLException {
        String sql = "select b.status, count(*) from ditio_state l"
                + " join ditio_import_batch b on b.import_id = l.import_id and b.number = l.batch group by b.status";
        Map<String, Long> counts = new HashMap<>();
        try (Connection connection = program().database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        return counts;
    }

    void execute(String sql) {
        program().execute(sql);
    }
}
