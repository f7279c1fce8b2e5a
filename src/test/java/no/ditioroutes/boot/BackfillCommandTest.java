package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.EditableRoutes;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackfillCommandTest {

    private static final String STREAM = "machine-registrations";

    private static Sandbox sandbox;
    private static TestProgram program;
    private static Map<String, Object> settings;
    private static Instant today;
    private static String from;
    private static String to;

    /** Five slices of a week, of which the last lies in the future and is empty. */
    private static String[] weeks;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(200, 0));
        settings = TestProgram.everything(sandbox);
        settings.put("sync.chunk-limit", "20");
        program = TestProgram.start(settings);
        today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        from = day(-28);
        to = day(7);
        weeks = new String[] {"backfill", STREAM, "--from", from, "--to", to, "--slice", "P7D"};
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @BeforeEach
    void loaded() {
        program.cursors().all().forEach(cursor -> program.cursors().remove(cursor.name()));
        execute("delete from ditio_deleted");
        execute("delete from machine_registrations");
        program.streams().sync(STREAM);
        sandbox.requests().clear();
        sandbox.faults().clear();
    }

    @Test
    void readsAWindowInSlicesBesideTheStreamsOwnCursor() {
        Cursor live = program.cursors().find(STREAM).orElseThrow();
        execute("delete from machine_registrations");

        Ran ran = program.run(with("--json", "--parallel", "3"));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json())
                .hasSize(5)
                .allSatisfy(slice -> assertThat(slice.path("outcome").asText()).isEqualTo("done"));
        assertThat(ran.json().get(0).path("stream").asText()).isEqualTo(STREAM + "@" + from + "/" + day(-21));
        assertThat(total(ran.json(), "upserted")).isEqualTo(rowsOfTheWindow()).isGreaterThan(150);
        assertThat(program.cursors().all()).containsExactly(live);
    }

    @Test
    void readsEverythingAnewOnceItWasDone() {
        program.run(weeks);
        int first = asked().size();
        sandbox.requests().clear();

        Ran again = program.run(with("--json"));

        assertThat(asked()).hasSize(first);
        assertThat(total(again.json(), "upserted")).isZero();
        assertThat(total(again.json(), "unchanged")).isPositive();
    }

    @Test
    void goesOnWhereItFailedAndLetsOtherSlicesBe() {
        sandbox.faults().after("/v1/" + STREAM, 1, Fault.status(403));

        Ran failed = program.run(with("--json"));
        sandbox.requests().clear();
        Ran resumed = program.run(with("--json"));

        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(outcomes(failed)).containsExactly("failed", "done", "done", "done", "done");
        assertThat(failed.json().get(0).path("message").asText()).contains("403");
        assertThat(resumed.exitCode()).isZero();
        assertThat(outcomes(resumed)).containsOnly("done");
        assertThat(resumed.json().get(1).path("message").asText()).isEqualTo("in an earlier run");
        assertThat(asked()).isNotEmpty().allSatisfy(request -> assertThat(request.query())
                .containsEntry("FromDateTime", from + "T00:00:00Z")
                .containsKey("ContinuationToken"));
        assertThat(program.cursors().all()).hasSize(1);
    }

    @Test
    void removesWhatDitioNoLongerHas() {
        ghost("gone", day(-10), day(-20));
        ghost("outside", day(-40), day(-20));
        ghost("changed lately", day(-10), day(1));
        int before = rowsOfTheWindow();

        Ran ran = program.run(with("--reconcile", "--json"));

        assertThat(ran.exitCode()).isZero();
        JsonNode removal = ran.json().get(5);
        assertThat(removal.path("stream").asText()).isEqualTo(STREAM + "@removal");
        assertThat(removal.path("deleted").asInt()).isEqualTo(2);
        assertThat(removal.path("message").asText())
                .isEqualTo("2 of " + before + " rows of the window are no longer in Ditio");
        assertThat(ids("id in ('gone', 'outside', 'changed lately')")).containsExactly("outside");
        assertThat(query("select id from ditio_deleted where stream = '" + STREAM + "' order by id"))
                .containsExactly("changed lately", "gone");
        assertThat(query("select id from ditio_expected")).isEmpty();
        assertThat(query("select name from ditio_reconcile")).isEmpty();
        assertThat(published("gone")).hasSize(2).last().isNull();
        assertThat(published("gone").get(0)).startsWith("{\"id\":\"gone\",\"isDeleted\":true,\"deletedDateTime\":\"20");
        assertThat(program.cursors().all()).hasSize(1);
    }

    @Test
    void bringsTheStreamUpToDateBeforeItRemovesAnything() {
        String moved =
                sandbox.stream(STREAM).add(sandbox.stream(STREAM).generate().put("stopDateTime", day(-10)));
        program.streams().sync(STREAM);
        sandbox.stream(STREAM).edit(moved, record -> record.put("stopDateTime", day(-100)));

        Ran ran = program.run(with("--reconcile", "--json"));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json().get(5).path("deleted").asInt()).isZero();
        assertThat(ids("id = '" + moved + "'")).hasSize(1);
        assertThat(published(moved)).doesNotContainNull();
        sandbox.stream(STREAM).vanish(moved);
    }

    @Test
    void refusesADryRunOfWhatIsOnlyReadAgain() {
        Ran ran = program.run(with("--dry-run"));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--dry-run", "--reconcile");
    }

    @Test
    void holdsBackWhereMuchIsMissingUntilForced() {
        for (int ghost = 0; ghost < 120; ghost++) {
            ghost("ghost " + ghost, day(-10), day(-20));
        }

        Ran held = program.run(with("--reconcile", "--json"));
        sandbox.requests().clear();
        int left = ids("id like 'ghost%'").size();
        Ran forced = program.run(with("--reconcile", "--force", "--json"));

        assertThat(held.exitCode()).isEqualTo(6);
        assertThat(held.json().get(5).path("outcome").asText()).isEqualTo("held");
        assertThat(held.json().get(5).path("message").asText())
                .startsWith("120 of ")
                .contains("--force");
        assertThat(left).isEqualTo(120);
        assertThat(forced.exitCode()).isZero();
        assertThat(forced.json().get(5).path("deleted").asInt()).isEqualTo(120);
        assertThat(asked()).allSatisfy(request -> assertThat(request.query()).containsKey("ModifiedSince"));
        assertThat(ids("id like 'ghost%'")).isEmpty();
    }

    @Test
    void remembersTheIdsOfSlicesThatWereDoneBeforeAFailure() {
        ghost("ghost", day(-10), day(-20));
        sandbox.faults().after("/v1/" + STREAM, 6, Fault.status(403));

        Ran failed = program.run(with("--reconcile", "--json"));
        Ran resumed = program.run(with("--reconcile", "--json"));

        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.json()).hasSize(5);
        assertThat(resumed.json().get(5).path("deleted").asInt()).isEqualTo(1);
        assertThat(ids("id = 'ghost'")).isEmpty();
    }

    @Test
    void doesNotTakeSlicesForReconciledThatWereOnlyRead() {
        sandbox.faults().after("/v1/" + STREAM, 1, Fault.status(403));
        program.run(weeks);

        Ran ran = program.run(with("--reconcile", "--json"));

        assertThat(ran.json().get(5).path("records").asInt()).isZero();
    }

    @Test
    void refusesToReconcileAStreamThatIsNotLoaded() {
        Ran ran = program.run("backfill", "time-registrations", "--from", from, "--to", to, "--reconcile");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("First: sync time-registrations");
        assertThat(sandbox.requests().all()).isEmpty();
    }

    @Test
    void refusesToReconcileWithoutAWindowColumn() {
        try (TestProgram other = withAnotherStream("")) {
            Ran ran = other.run("backfill", "absence-registrations", "--from", from, "--to", to, "--reconcile");

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err())
                    .containsPattern(
                            "Give it in \\S*absence-registrations.camel.yaml as windowColumn of ditio-stream:open");
        }
    }

    @Test
    void refusesToReconcileATableThatTwoStreamsShare() {
        try (TestProgram other = withAnotherStream("windowColumn: stop_date_time")) {
            Ran ran = other.run(with("--reconcile"));

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("would take the rows of absence-registrations for ones that are gone");
        }
    }

    /** A second program on the same database, with a stream that writes to the table of another. */
    private static TestProgram withAnotherStream(String option) {
        EditableRoutes routes = EditableRoutes.copy()
                .write(
                        "absence-registrations.camel.yaml",
                        """
                        - route:
                            id: absence-registrations
                            group: stream
                            from:
                              uri: direct:absence-registrations
                              steps:
                                - to:
                                    uri: ditio-stream:open
                                    parameters:
                                      stream: absence-registrations
                                      path: /v1/absence-registrations
                                      table: machine_registrations
                                      %s
                        """
                                .formatted(option));
        Map<String, Object> all = new HashMap<>(settings);
        all.put("camel.main.routes-include-pattern", routes.pattern());
        return TestProgram.start(all);
    }

    @Test
    void refusesWordsThatMakeNoSense() {
        assertThat(program.run("backfill", STREAM, "--from", to, "--to", from).exitCode())
                .isEqualTo(2);
        assertThat(program.run("backfill", "nothing", "--from", from, "--to", to)
                        .exitCode())
                .isEqualTo(2);
        assertThat(program.run(with("--parallel", "9")).err()).contains("--parallel is 9, expected 1 to 4");
        assertThat(program.run("backfill", STREAM).err()).contains("--from", "--to");
    }

    /** A row that Ditio does not have. */
    private static void ghost(String id, String stop, String modified) {
        execute(
                "insert into machine_registrations (id, stop_date_time, modified_date_time, payload) values ('%s', '%s 12:00:00Z', '%s 12:00:00Z', json '{}')"
                        .formatted(id, stop, modified));
    }

    private static List<String> published(String id) {
        return PublishedTopic.read(KafkaBroker.shared().brokers(), "ditio." + STREAM).entries().stream()
                .filter(entry -> entry.key().equals(id))
                .map(PublishedTopic.Entry::value)
                .toList();
    }

    private static int rowsOfTheWindow() {
        return ids("stop_date_time between '%s 00:00:00Z' and '%s 00:00:00Z'".formatted(from, to))
                .size();
    }

    private static List<String> ids(String which) {
        return query("select id from machine_registrations where " + which + " order by id");
    }

    private static List<RecordedRequest> asked() {
        return sandbox.requests().matching("/v1/" + STREAM);
    }

    private static List<String> outcomes(Ran ran) {
        return StreamSupport.stream(ran.json().spliterator(), false)
                .map(slice -> slice.path("outcome").asText())
                .toList();
    }

    private static int total(JsonNode slices, String count) {
        return StreamSupport.stream(slices.spliterator(), false)
                .mapToInt(slice -> slice.path(count).asInt())
                .sum();
    }

    private static String[] with(String... more) {
        List<String> words = new ArrayList<>(Arrays.asList(weeks));
        words.addAll(Arrays.asList(more));
        return words.toArray(String[]::new);
    }

    private static String day(int fromToday) {
        return today.plus(fromToday, ChronoUnit.DAYS).toString().substring(0, 10);
    }

    private static void execute(String sql) {
        try (Connection connection = program.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static List<String> query(String sql) {
        try (Connection connection = program.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
