package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.PageParser;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.Purpose;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.RunSettings;
import no.ditioroutes.stream.Sinks;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.SyncRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateCommandTest {

    private static final String STREAM = "machine-registrations";

    private static Sandbox sandbox;
    private static TestProgram program;
    private static Database elsewhere;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(20, 20));
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        program = TestProgram.start(TestProgram.settings(sandbox, url));
        elsewhere = new Database(url, "", new SecretSetting("JDBC_PASSWORD", "", ""));
    }

    @AfterAll
    static void stop() {
        elsewhere.close();
        program.close();
        sandbox.close();
    }

    @BeforeEach
    void neverRan() {
        program.cursors().remove(STREAM);
        program.cursors().remove("time-registrations");
        sandbox.requests().clear();
    }

    @Test
    void showsTheCursorsOfAStreamAndItsBackfills() {
        program.streams().sync(STREAM);
        program.streams().sync("time-registrations");

        JsonNode all = program.run("state", "show", "--json").json();
        JsonNode one = program.run("state", "show", STREAM, "--json").json();

        assertThat(all).hasSize(2);
        assertThat(one).hasSize(1);
        assertThat(one.get(0).path("stream").asText()).isEqualTo(STREAM);
        assertThat(one.get(0).path("mode").asText()).isEqualTo("incremental");
        assertThat(program.run("state", "show").out()).contains("STREAM", STREAM, "incremental");
    }

    @Test
    void setsWhereTheNextRunStarts() {
        program.streams().sync(STREAM);
        sandbox.requests().clear();

        Ran set = program.run("state", "set", STREAM, "--since", "2026-01-31");
        program.streams().sync(STREAM);

        assertThat(set.exitCode()).isZero();
        assertThat(sandbox.requests().matching(STREAM)).first().satisfies(request -> assertThat(request.query())
                .containsEntry("ModifiedSince", "2026-01-31T00:00:00Z"));
    }

    @Test
    void setsAStreamThatNeverRan() {
        program.run("state", "set", STREAM, "--since", "2026-01-31T12:00:00+01:00");

        RunReport run = program.streams().sync(STREAM);

        assertThat(run.mode()).isEqualTo("incremental");
        assertThat(sandbox.requests().matching(STREAM).get(0).query())
                .containsEntry("ModifiedSince", "2026-01-31T11:00:00Z");
    }

    @Test
    void resetsToAFullLoadThatLeavesTheRows() {
        program.streams().sync(STREAM);

        Ran reset = program.run("state", "reset", STREAM);
        RunReport run = program.streams().sync(STREAM);

        assertThat(reset.exitCode()).isZero();
        assertThat(run.mode()).isEqualTo("full");
        assertThat(run.unchanged()).isEqualTo(20);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(program.run("state"))
                .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(2));
        assertThat(program.run("state", "set", STREAM)).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("Missing required option: '--since=TIME'");
        });
        assertThat(program.run("state", "set", STREAM, "--since", "yesterday")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("expected a date or a time such as 2026-01-31", "'yesterday'");
        });
        assertThat(program.run("state", "set", STREAM, "--since", "2999-01-01")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("--since 2999-01-01T00:00:00Z lies in the future");
        });
        assertThat(program.run("state", "reset", "machines")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("There is no stream machines; the routes define machine-registrations");
        });
    }

    @Test
    void makesARunThatGoesOnElsewhereFailWhenTheCursorIsSet() {
        try (SyncRun run = runElsewhere()) {
            takePage(run);
            run.commit();
            takePage(run);

            program.run("state", "set", STREAM, "--since", "2026-01-31");

            assertThatThrownBy(run::commit)
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("another process moved the cursor of machine-registrations");
            assertThat(program.cursors().find(STREAM)).hasValueSatisfying(cursor -> assertThat(cursor.since())
                    .isEqualTo(Instant.parse("2026-01-31T00:00:00Z")));
        }
    }

    @Test
    void makesARunThatGoesOnElsewhereFailWhenTheCursorIsReset() {
        try (SyncRun run = runElsewhere()) {
            takePage(run);
            run.commit();
            takePage(run);

            program.run("state", "reset", STREAM);

            assertThatThrownBy(run::commit).hasMessageContaining("another process removed the cursor");
            assertThat(program.cursors().find(STREAM)).isEmpty();
        }
    }

    @Test
    void makesAFirstLoadElsewhereFailThatHadNoCursorYet() {
        try (SyncRun run = runElsewhere()) {
            takePage(run);

            program.run("state", "set", STREAM, "--since", "2026-01-31");
            run.commit();
            takePage(run);

            assertThatThrownBy(run::commit).hasMessageContaining("another process moved the cursor");
            assertThat(program.cursors().find(STREAM))
                    .hasValueSatisfying(cursor -> assertThat(cursor.isOpen()).isFalse());
        }
    }

    private static SyncRun runElsewhere() {
        StreamDefinition definition = program.streams().registry().get(STREAM);
        Sinks sinks = new Sinks(elsewhere, new KafkaPublisher(""), new ServerClock(), Meters.none());
        return SyncRun.open(
                new RunSettings(definition, definition.ownSlice(Purpose.LOAD), true),
                sinks,
                Optional.empty(),
                new ShutdownSignal());
    }

    /** The first of two pages, or the second. */
    private static CompletableFuture<FetchedPage> page(PageRequest request) {
        String end = request.token().isEmpty() ? "],\"continuationToken\":\"second\"}" : "]}";
        byte[] page =
                ("{\"data\":[{\"id\":\"elsewhere-" + request.page() + "\"}" + end).getBytes(StandardCharsets.UTF_8);
        try {
            return CompletableFuture.completedFuture(
                    new FetchedPage(PageParser.read(page, page.length, request.fields()), Optional.empty()));
        } catch (java.io.IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void takePage(SyncRun run) {
        run.nextPage(StateCommandTest::page).forEach(record -> run.writes().toTable(run.table(), record, false));
    }
}
