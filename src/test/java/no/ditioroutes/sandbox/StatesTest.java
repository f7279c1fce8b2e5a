package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the machine states of the Mass Transport API. */
class StatesTest {

    private static final String STATES = "/masstransport/api/external-excavator-state";
    private static final String LATEST = STATES + "/latest-timestamp/" + Fixture.COMPANY_ID + "/" + Fixture.PROJECT_ID;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty().withLargestImport(2000));
    private final ApiCaller caller = ApiCaller.authorized(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void oneStateIsStored() {
        HttpResponse<String> answer = caller.post(STATES, state("Working", "08:00", "08:45"));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(sandbox.states().received())
                .containsExactly(new StateInterval(
                        Fixture.COMPANY_ID,
                        Fixture.PROJECT_ID,
                        "EX-001",
                        "Working",
                        "2026-01-15T08:00:00Z",
                        "2026-01-15T08:45:00Z"));
    }

    @Test
    void whatIsSentTwiceIsThereTwice() {
        String batch = "[" + state("Working", "08:00", "08:45") + "," + state("Idle", "08:45", "09:00") + "]";

        caller.post(STATES + "/import", batch);
        caller.post(STATES + "/import", batch);

        assertThat(sandbox.states().received()).hasSize(4);
        assertThat(sandbox.states().posts()).hasSize(2);
    }

    @Test
    void anotherSendersStateIsThereWithoutACall() {
        sandbox.states()
                .add(new StateInterval(
                        Fixture.COMPANY_ID,
                        Fixture.PROJECT_ID,
                        "EX-009",
                        "Idle",
                        "2026-01-15T08:00:00Z",
                        "2026-01-15T09:00:00Z"));

        assertThat(sandbox.states().received()).hasSize(1);
        assertThat(sandbox.states().posts()).isEmpty();
        assertThat(caller.get(LATEST).body()).contains("2026-01-15T09:00:00");
    }

    @Test
    void anEmptyBatchIsRefused() {
        HttpResponse<String> answer = caller.post(STATES + "/import", "[]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiCaller.json(answer).get("error").asText()).isEqualTo("ArgumentIsNull");
    }

    @Test
    void oneBadStateSpoilsItsBatch() {
        sandbox.states().refuse(interval -> interval.state().equals("Flying"));

        HttpResponse<String> answer = caller.post(
                STATES + "/import",
                "[" + state("Idle", "08:00", "09:00") + "," + state("Flying", "09:00", "10:00") + "]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(sandbox.states().received()).isEmpty();
        assertThat(sandbox.states().posts())
                .extracting(ReceivedStates.Post::status)
                .containsExactly(400);
    }

    @ParameterizedTest
    @CsvSource({"08:00,07:00", "08:00,08:00", "08:00,nonsense"})
    void aTimeMustMakeSense(String start, String end) {
        assertThat(caller.post(STATES, state("Idle", start, end)).statusCode()).isEqualTo(400);
    }

    @Test
    void aTimeMustSayItsOffset() {
        String local = state("Idle", "08:00", "09:00").replace("Z\"", "\"");

        assertThat(caller.post(STATES, local).statusCode()).isEqualTo(400);
    }

    @Test
    void aFieldMayNeitherBeMissingNorNew() {
        String state = state("Idle", "08:00", "09:00");

        assertThat(caller.post(STATES, state.replace("\"state\":\"Idle\",", "")).statusCode())
                .isEqualTo(400);
        assertThat(caller.post(STATES, state.replace("{", "{\"x\":\"y\",")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aProjectMustBeEnabled() {
        sandbox.states().disable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);
        int disabled = caller.post(STATES, state("Idle", "08:00", "09:00")).statusCode();
        sandbox.states().enable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);

        assertThat(disabled).isEqualTo(403);
        assertThat(caller.post(STATES, state("Idle", "08:00", "09:00")).statusCode())
                .isEqualTo(201);
        assertThat(caller.get(STATES + "/latest-timestamp/other/other").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aBatchMayBeTooLarge() {
        String state = state("Idle", "08:00", "09:00");

        HttpResponse<String> answer = caller.post(STATES + "/import", "[" + (state + ",").repeat(10) + state + "]");

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void theLatestTimestampIsTheNewestEnd() {
        caller.post(STATES, state("Idle", "09:00", "10:00"));
        caller.post(STATES, state("Idle", "07:00", "08:00"));

        JsonNode end = ApiCaller.json(caller.get(LATEST));
        sandbox.quirks().add(Quirk.LATEST_TIMESTAMP_IS_START);
        JsonNode start = ApiCaller.json(caller.get(LATEST));

        assertThat(end.get("latestTimestamp").asText()).isEqualTo("2026-01-15T10:00:00Z");
        assertThat(start.get("latestTimestamp").asText()).isEqualTo("2026-01-15T09:00:00Z");
    }

    @Test
    void noTimestampIsToldInOneOfThreeWays() {
        HttpResponse<String> asNull = caller.get(LATEST);
        sandbox.quirks().add(Quirk.LATEST_TIMESTAMP_204);
        HttpResponse<String> asNothing = caller.get(LATEST);
        sandbox.quirks().add(Quirk.LATEST_TIMESTAMP_404);
        HttpResponse<String> asMissing = caller.get(LATEST);

        assertThat(ApiCaller.json(asNull).get("latestTimestamp").isNull()).isTrue();
        assertThat(asNothing.statusCode()).isEqualTo(204);
        assertThat(asMissing.statusCode()).isEqualTo(404);
    }

    @Test
    void timeIsSummedUpByState() {
        caller.post(STATES, state("Idle", "08:00", "09:00"));
        caller.post(STATES, state("Idle", "10:00", "10:30"));
        caller.post(STATES, state("Working", "09:00", "10:00"));

        JsonNode totals = ApiCaller.json(caller.post(STATES + "/aggregated-data-per-state", days("2026-01-15")));
        JsonNode before = ApiCaller.json(caller.post(STATES + "/aggregated-data-per-state", days("2026-01-14")));

        assertThat(totals).hasSize(2);
        assertThat(totals.get(0).toString()).isEqualTo("{\"state\":\"Idle\",\"totalSeconds\":5400,\"recordCount\":2}");
        assertThat(before).isEmpty();
    }

    private static String days(String last) {
        return "{\"companyId\":\"" + Fixture.COMPANY_ID + "\",\"projectId\":\"" + Fixture.PROJECT_ID
                + "\",\"fromDate\":\"2026-01-01\",\"toDate\":\"" + last + "\"}";
    }

    private static String state(String state, String start, String end) {
        return "{\"companyId\":\"" + Fixture.COMPANY_ID + "\",\"projectId\":\"" + Fixture.PROJECT_ID
                + "\",\"machineId\":\"EX-001\",\"state\":\"" + state + "\",\"startTime\":\"2026-01-15T" + start
                + ":00Z\",\"endTime\":\"2026-01-15T" + end + ":00Z\"}";
    }
}
