package no.ditioroutes.telematics;

import static no.ditioroutes.sandbox.Fixture.COMPANY_ID;
import static no.ditioroutes.sandbox.Fixture.PROJECT_ID;
import static no.ditioroutes.sandbox.Fixture.SECOND_PROJECT_ID;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.ResponseFaults;
import no.ditioroutes.stream.RunReport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hours that Ditio tells of machines come into a table, whatever its answer looks like. */
class UtilisationTest {

    private static final String STREAM = "machine-utilisation";
    private static final String TOTALS = "/external-excavator-state/aggregated-data-per-state";
    private static final String PROJECTS = COMPANY_ID + "/" + PROJECT_ID + ", " + COMPANY_ID + "/" + SECOND_PROJECT_ID;
    private static final LocalDate DAY = today().minusDays(1);
    private static final LocalDate DAY_BEFORE = DAY.minusDays(1);

    @RegisterExtension
    static final StatesRig H2 = reading(StatesRig.onH2());

    @RegisterExtension
    static final StatesRig POSTGRES = reading(StatesRig.onPostgres());

    private static StatesRig reading(StatesRig rig) {
        return rig.with("utilisation.projects", PROJECTS).with("utilisation.days", 4);
    }

    static Stream<StatesRig> rigs() {
        return Stream.of(H2, POSTGRES);
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void storesTheHoursOfEachProjectAndDayByState(StatesRig rig) {
        rig.send(
                state(PROJECT_ID, DAY_BEFORE, "EX-001", "Idle", "06:00", "06:30"),
                state(PROJECT_ID, DAY, "EX-001", "Working", "08:00", "11:00"),
                state(PROJECT_ID, DAY, "EX-002", "Working", "09:00", "10:00"),
                state(PROJECT_ID, DAY, "EX-002", "Idle", "10:00", "10:15"),
                state(SECOND_PROJECT_ID, DAY, "EX-003", "Moving", "08:00", "09:00"));

        RunReport run = read(rig);

        assertThat(hours(rig))
                .containsExactly(
                        PROJECT_ID + " " + DAY_BEFORE + " Idle 0.5",
                        PROJECT_ID + " " + DAY + " Idle 0.25",
                        PROJECT_ID + " " + DAY + " Working 4.0",
                        SECOND_PROJECT_ID + " " + DAY + " Moving 1.0");
        assertThat(json(payloads(rig, SECOND_PROJECT_ID).get(0))
                        .findValue("totalSeconds")
                        .asInt())
                .isEqualTo(3600);
        assertThat(run.upserted()).isEqualTo(3);
        assertThat(run.unchanged()).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void asksForTheLastDaysOfEachProjectTodayIncluded(StatesRig rig) {
        String before = lastDays();

        read(rig);

        assertThat(asked(rig, PROJECT_ID)).singleElement().isIn(before, lastDays());
        assertThat(asked(rig, SECOND_PROJECT_ID)).isEqualTo(asked(rig, PROJECT_ID));
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void rewritesADayWhoseTotalsChangedAndNoOther(StatesRig rig) {
        rig.send(
                state(PROJECT_ID, DAY_BEFORE, "EX-001", "Working", "08:00", "09:00"),
                state(PROJECT_ID, DAY, "EX-001", "Idle", "08:00", "09:00"),
                state(PROJECT_ID, DAY, "EX-001", "Working", "09:00", "10:00"));
        read(rig);
        List<String> other = stamps(rig, DAY_BEFORE);
        rig.sandbox().states().clear();
        rig.send(
                state(PROJECT_ID, DAY_BEFORE, "EX-002", "Working", "08:00", "09:00"),
                state(PROJECT_ID, DAY, "EX-002", "Working", "09:00", "11:30"));

        RunReport run = read(rig);

        assertThat(hours(rig))
                .containsExactly(
                        PROJECT_ID + " " + DAY_BEFORE + " Working 1.0", PROJECT_ID + " " + DAY + " Working 2.5");
        assertThat(stamps(rig, DAY_BEFORE)).isEqualTo(other);
        assertThat(run.upserted()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void writesNothingWhereNothingChanged(StatesRig rig) {
        rig.send(state(PROJECT_ID, DAY, "EX-001", "Working", "08:00", "08:20"));
        always(rig, "{\"later\": 1.50, \"first\": [ 1e2 ]}");
        read(rig);
        List<String> before = stamps(rig, DAY);

        RunReport again = read(rig);

        assertThat(stamps(rig, DAY)).isNotEmpty().isEqualTo(before);
        assertThat(again.unchanged()).isEqualTo(8);
        assertThat(again.isQuiet()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void findsHoursInOtherShapes(StatesRig rig) {
        always(
                rig,
                """
                {"data": [{"machineState": "Working", "totalHours": 7.5, "machines": 2},
                          {"machineState": "Idle", "minutes": 45}],
                 "Moving": {"milliseconds": 1800000}, "Unknown": 3}""");

        read(rig);

        assertThat(hours(rig))
                .contains(
                        PROJECT_ID + " " + DAY + " Working 7.5",
                        PROJECT_ID + " " + DAY + " Idle 0.75",
                        PROJECT_ID + " " + DAY + " Moving 0.5",
                        PROJECT_ID + " " + DAY + " Unknown null");
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void keepsAnAnswerInWhichNoStateIsFound(StatesRig rig) {
        always(rig, "{\"result\": [[\"Working\", 7.5], [\"Tomgang æøå\", 1]]}");

        read(rig);

        assertThat(hours(rig)).hasSize(8).contains(PROJECT_ID + " " + DAY + "  null");
        assertThat(payloads(rig, PROJECT_ID)).hasSize(4).allSatisfy(payload -> assertThat(
                        json(payload).at("/result/1/0").asText())
                .isEqualTo("Tomgang æøå"));
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void hasNoRowOfADayOfWhichDitioHasNothing(StatesRig rig) {
        String zeros = "[{\"state\": \"Working\", \"totalSeconds\": 0}]";
        String echo = "{\"companyId\": \"" + COMPANY_ID + "\", \"states\": []}";
        for (String nothing : List.of("", "[]", "{}", "null", " \n", zeros, echo)) {
            rig.sandbox().faults().next(TOTALS, ResponseFaults.rawBody("application/json", nothing));
            assertThat(read(rig).unchanged()).isEqualTo(8);
        }
        rig.sandbox().faults().next(TOTALS, Fault.status(204).withBody("application/json", ""));
        rig.sandbox().faults().next(TOTALS, Fault.status(404));

        RunReport run = read(rig);

        assertThat(hours(rig)).isEmpty();
        assertThat(run.unchanged()).isEqualTo(4);
        assertThat(run.skipped()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void removesADayOfWhichDitioHasNothingAnyMore(StatesRig rig) {
        rig.send(state(PROJECT_ID, DAY, "EX-001", "Working", "08:00", "09:00"));
        read(rig);
        rig.sandbox().states().clear();

        RunReport run = read(rig);

        assertThat(hours(rig)).isEmpty();
        assertThat(run.deleted()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void leavesADayThatDitioDoesNotFind(StatesRig rig) {
        rig.send(state(PROJECT_ID, DAY, "EX-001", "Working", "08:00", "09:00"));
        read(rig);
        rig.sandbox().faults().always(TOTALS, Fault.status(404));

        RunReport run = read(rig);

        assertThat(hours(rig)).containsExactly(PROJECT_ID + " " + DAY + " Working 1.0");
        assertThat(run.skipped()).isEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void readsTheOtherProjectsWhereOneIsForbidden(StatesRig rig) {
        rig.send(
                state(PROJECT_ID, DAY, "EX-001", "Working", "08:00", "09:00"),
                state(SECOND_PROJECT_ID, DAY, "EX-002", "Working", "08:00", "09:00"));
        rig.sandbox().states().disable(COMPANY_ID, PROJECT_ID);

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> read(rig));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.REFUSED);
        assertThat(failure)
                .hasMessageContaining("1 of 2 projects")
                .hasMessageContaining("403")
                .hasMessageContaining(PROJECT_ID)
                .hasMessageContaining("Ask Ditio to grant the client the scope masstransportapiv1");
        assertThat(hours(rig)).containsExactly(SECOND_PROJECT_ID + " " + DAY + " Working 1.0");
        assertThat(asked(rig, PROJECT_ID)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void asksAgainWhereDitioCannotAnswerOrAProxyDoes(StatesRig rig) {
        rig.send(state(PROJECT_ID, DAY, "EX-001", "Working", "08:00", "09:00"));
        rig.sandbox().faults().next(TOTALS, Fault.status(503));
        rig.sandbox().faults().next(TOTALS, ResponseFaults.html());
        rig.sandbox().faults().next(TOTALS, ResponseFaults.truncatedJson());
        rig.sandbox().faults().next(TOTALS, ConnectionFaults.resetAfterHalf());

        read(rig);

        assertThat(hours(rig)).containsExactly(PROJECT_ID + " " + DAY + " Working 1.0");
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void givesUpWhereDitioIsDownAndKeepsWhatItHas(StatesRig rig) {
        rig.send(state(PROJECT_ID, DAY, "EX-001", "Working", "08:00", "09:00"));
        read(rig);
        rig.sandbox().requests().clear();
        rig.sandbox().faults().always(TOTALS, ResponseFaults.html());

        assertThatThrownBy(() -> read(rig))
                .isInstanceOfSatisfying(UserFacingException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UserFacingException.Kind.DITIO))
                .hasMessageStartingWith("Gave up reading machine hours: Ditio answered the totals of company")
                .hasMessageContaining("DITIO_MASSTRANSPORT_BASE");
        assertThat(rig.sandbox().requests().matching(TOTALS)).hasSize(6);
        assertThat(hours(rig)).containsExactly(PROJECT_ID + " " + DAY + " Working 1.0");
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void givesUpWhereNoTokenIsToBeHad(StatesRig rig) {
        rig.forgetToken();
        rig.sandbox().faults().always("/connect/token", Fault.status(500));

        assertThatThrownBy(() -> read(rig))
                .isInstanceOf(UserFacingException.class)
                .hasMessageStartingWith("Gave up reading machine hours: ")
                .hasMessageContaining("500");
    }

    @ParameterizedTest
    @MethodSource("rigs")
    void letsTwoReadAtOnce(StatesRig rig) {
        for (int turn = 0; turn < 5; turn++) {
            rig.send(state(PROJECT_ID, DAY, "EX-00" + turn, "Working", "08:00", "09:00"));

            CompletableFuture<RunReport> other = CompletableFuture.supplyAsync(() -> read(rig));
            read(rig);
            other.join();

            assertThat(hours(rig)).containsExactly(PROJECT_ID + " " + DAY + " Working " + (turn + 1.0));
        }
    }

    private static String state(String project, LocalDate day, String machine, String state, String start, String end) {
        return row(project, machine, state, day + "T" + start + ":00Z", day + "T" + end + ":00Z");
    }

    private static RunReport read(StatesRig rig) {
        RunReport run = rig.program().streams().sync(STREAM);
        assertThat(run.upserted() + run.deleted() + run.unchanged() + run.skipped())
                .as("%s", run)
                .isEqualTo(run.records());
        return run;
    }

    /** Whatever totals are asked for, this is the answer. */
    private static void always(StatesRig rig, String body) {
        rig.sandbox().faults().always(TOTALS, ResponseFaults.rawBody("application/json", body));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Europe/Oslo"));
    }

    /** And tomorrow: that is right whether the last date belongs to the totals or not. */
    private static String lastDays() {
        return today().minusDays(3) + " to " + today().plusDays(1);
    }

    private static List<String> asked(StatesRig rig, String project) {
        return rig.sandbox().requests().matching(TOTALS).stream()
                .map(request -> json(request.body()))
                .filter(body -> body.path("projectId").asText().equals(project))
                .map(body -> body.path("fromDate").asText() + " to "
                        + body.path("toDate").asText())
                .toList();
    }

    private static List<String> hours(StatesRig rig) {
        return texts(
                rig,
                "select project_id, work_date, state, hours from machine_utilisation order by 1, 2, 3",
                row -> String.join(
                        " ", row.getString(1), row.getString(2), row.getString(3), String.valueOf(row.getObject(4))));
    }

    private static List<String> payloads(StatesRig rig, String project) {
        return texts(
                rig,
                "select payload from machine_utilisation where project_id = '" + project + "'",
                row -> row.getString(1));
    }

    private static List<String> stamps(StatesRig rig, LocalDate day) {
        return texts(
                rig,
                "select read_at from machine_utilisation where work_date = '" + day + "' order by 1",
                row -> row.getString(1));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> texts(StatesRig rig, String query, Reader reader) {
        try (Connection connection = rig.program().database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(reader.read(row));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Reads a row. */
    @FunctionalInterface
    private interface Reader {

        String read(ResultSet row) throws SQLException;
    }
}
