package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the control API for clients outside of the JVM. */
class ControlTest {

    private static final String RECORDS = "/_sandbox/records/machine-registrations";
    private static final String PAGE = "/reporting/v1/machine-registrations";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private final ApiCaller caller = ApiCaller.authorized(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void faultsArePlanned() {
        post("/_sandbox/faults", "{'path':'machine','kind':'status','status':429,'retryAfter':'abc','after':1}");

        List<Integer> statuses =
                Stream.generate(() -> caller.get(PAGE).statusCode()).limit(3).toList();

        assertThat(statuses).containsExactly(200, 429, 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "redirect",
                "html",
                "rawBody",
                "headers",
                "truncatedJson",
                "corruptGzip",
                "gzipBomb",
                "loopToken",
                "tokenRevoked",
                "dateMissing",
                "dateSkewed",
                "resetBeforeAnswer",
                "resetAfterHalf",
                "answerLost",
                "cutWithLength",
                "cutChunked",
                "cutWithoutLength",
                "chunked",
                "drip",
                "headerDrip",
                "hang",
                "delay"
            })
    void everyKindOfFaultHasAName(String kind) {
        HttpResponse<String> answer = post("/_sandbox/faults", "{'path':'nowhere','kind':'" + kind + "','bytes':1000}");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownKindOfFaultIsRefused() {
        assertThat(post("/_sandbox/faults", "{'kind':'rain'}").statusCode()).isEqualTo(400);
    }

    @Test
    void recordsAreAddedEditedDeletedAndPlanted() {
        post(RECORDS, "{'add':5,'addTies':2}");
        post(RECORDS, "{'edit':1,'delete':2,'put':{'id':'odd'}}");

        JsonNode counts = ApiCaller.json(caller.get(RECORDS));

        assertThat(counts.get("live").asInt()).isEqualTo(6);
        assertThat(counts.get("deleted").asInt()).isEqualTo(2);
        assertThat(sandbox.stream("machine-registrations").live()).containsEntry("odd", "{\"id\":\"odd\"}");
    }

    @Test
    void callsAreListedButNotThoseToTheControls() {
        caller.get(PAGE + "?ChunkLimit=3");
        caller.get("/_sandbox/clock");

        JsonNode calls = ApiCaller.json(caller.get("/_sandbox/requests?path=%2F"));

        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).at("/query/ChunkLimit").asText()).isEqualTo("3");
    }

    @Test
    void clientsAreRegistered() {
        post("/_sandbox/clients", "{'id':'c','secret':'s','scopes':['ditioapiv3'],'staticToken':'t'}");

        ApiCaller other = new ApiCaller(sandbox).with("t");

        assertThat(other.get("/core/api/MachineType").statusCode()).isEqualTo(200);
        assertThat(other.get(PAGE).statusCode()).isEqualTo(403);
    }

    @Test
    void theClockIsSet() {
        JsonNode now = ApiCaller.json(post("/_sandbox/clock", "{'freeze':'2026-03-29T01:00:00Z','advanceMillis':1}"));

        assertThat(now.get("now").asText()).isEqualTo("2026-03-29T01:00:00.001Z");
    }

    @Test
    void quirksAreSwitched() {
        post("/_sandbox/quirks", "['LEAN_ENVELOPE']");

        JsonNode page = ApiCaller.json(caller.get(PAGE));

        assertThat(page.has("recordCount")).isFalse();
    }

    private HttpResponse<String> post(String path, String body) {
        return caller.post(path, body.replace('\'', '"'));
    }
}
