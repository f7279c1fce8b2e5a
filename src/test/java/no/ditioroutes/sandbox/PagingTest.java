package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests pagination of the Reporting API's lists as the documents describe it. */
class PagingTest {

    private static final String STREAM = "machine-registrations";
    private static final String SINCE_EVER = "2000-01-01";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(300, 300));
    private final ApiCaller caller = ApiCaller.authorized(sandbox);
    private final StreamRecords truth = sandbox.stream(STREAM);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aFullRunReturnsEveryLiveRecordByteForByte() {
        ListReader pager = pager(Map.of("ChunkLimit", "70")).toTheEnd();

        assertThat(pager.pages()).hasSize(5);
        assertThat(pager.texts()).isEqualTo(truth.live());
    }

    @ParameterizedTest
    @CsvSource({"machine-registrations,stopDateTime", "time-registrations,workDate", "absence-registrations,date"})
    void aFullRunIsOrderedByTheDateOfItsStream(String stream, String field) {
        ListReader pager = new ListReader(caller, stream, Map.of("ChunkLimit", "50")).toTheEnd();

        assertThat(pager.records().stream().map(record -> instant(record, field)))
                .isSorted();
    }

    @Test
    void anIncrementalRunIsOrderedByModification() {
        ListReader pager =
                pager(Map.of("ChunkLimit", "50", "ModifiedSince", SINCE_EVER)).toTheEnd();

        assertThat(pager.records().stream().map(record -> instant(record, "modifiedDateTime")))
                .isSorted();
        assertThat(pager.ids()).hasSize(300);
    }

    @Test
    void theDateWindowIsInclusiveAtBothEnds() {
        plantAt("a", "2026-03-01T00:00:00Z");
        plantAt("b", "2026-03-02T00:00:00Z");
        plantAt("c", "2026-03-02T00:00:00.0000001Z");

        ListReader pager = pager(Map.of("FromDateTime", "2026-03-01", "ToDateTime", "2026-03-02"))
                .toTheEnd();

        assertThat(pager.ids()).containsExactly("a", "b");
    }

    @Test
    void theModificationWindowIncludesItsStartAndExcludesItsEnd() {
        plantAt("a", "2026-03-01T00:00:00Z");
        plantAt("b", "2026-03-02T00:00:00Z");

        ListReader pager =
                pager(Map.of("ModifiedSince", "2026-03-01T00:00:00Z", "ModifiedBefore", "2026-03-02T00:00:00Z"));

        assertThat(pager.toTheEnd().ids()).containsExactly("a");
    }

    @Test
    void aPageNeverSplitsRecordsOfOneExactTime() {
        truth.clear();
        truth.addTies(40);
        truth.add(3);

        ListReader pager =
                pager(Map.of("ChunkLimit", "10", "ModifiedSince", SINCE_EVER)).toTheEnd();

        assertThat(pager.pages().get(0).get("data")).hasSize(40);
        assertThat(new HashSet<>(pager.ids())).hasSize(43);
    }

    @Test
    void aDeletionIsToldByAnIncrementalRunAlone() {
        String id = truth.live().keySet().iterator().next();
        truth.delete(id);

        List<String> full = pager(Map.of()).toTheEnd().ids();
        List<JsonNode> incremental =
                pager(Map.of("ModifiedSince", SINCE_EVER)).toTheEnd().records();

        assertThat(full).doesNotContain(id);
        assertThat(incremental)
                .last()
                .satisfies(last -> assertThat(last.get("id").asText()).isEqualTo(id));
        assertThat(truth.deleted()).containsExactly(id);
    }

    @Test
    void aTombstoneKeepsItsFieldsButNotTheirContents() {
        String id = truth.live().keySet().iterator().next();
        truth.delete(id);

        JsonNode tombstone =
                pager(Map.of("ModifiedSince", SINCE_EVER)).toTheEnd().records().get(299);

        assertThat(tombstone.get("isDeleted").asBoolean()).isTrue();
        assertThat(tombstone.get("deletedDateTime")).isEqualTo(tombstone.get("modifiedDateTime"));
        assertThat(tombstone.get("machineName").asText("")).isIn("", "null");
        assertThat(tombstone.get("stopDateTime").asText("")).isIn("", "null", "0001-01-01T00:00:00");
    }

    @Test
    void whatIsEditedBetweenPagesComesAgainAtTheEnd() {
        ListReader pager = pager(Map.of("ChunkLimit", "100", "ModifiedSince", SINCE_EVER));
        pager.next();
        String seen = pager.ids().get(0);

        truth.edit(seen, record -> record.put("description", "Rettet"));
        pager.toTheEnd();

        assertThat(pager.ids()).last().isEqualTo(seen);
        assertThat(pager.texts()).isEqualTo(truth.live());
    }

    @Test
    void theTokenHoldsCharactersThatMustBeEncoded() {
        ListReader pager = pager(Map.of("ChunkLimit", "10"));

        pager.next();

        assertThat(pager.token()).contains("+", "/", "=", "%", "&");
    }

    @ParameterizedTest
    @CsvSource({
        "machine-registrations,ChunkLimit=11",
        "machine-registrations,ChunkLimit=10&ModifiedSince=2000-01-01",
        "machine-registrations,ChunkLimit=10&OwnCompanyDataOnly=true",
        "time-registrations,ChunkLimit=10"
    })
    void aTokenIsGoodForNothingButItsOwnRun(String stream, String otherQuery) {
        ListReader pager = pager(Map.of("ChunkLimit", "10"));
        pager.next();

        String query = otherQuery + "&ContinuationToken=" + UrlEncoding.encode(pager.token());

        assertThat(caller.get("/reporting/v1/" + stream + "?" + query).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTokenThatWasNotEncodedIsRefused() {
        ListReader pager = pager(Map.of("ChunkLimit", "10"));
        pager.next();

        String raw = pager.token().replace("%", "%25").replace("&", "%26");

        assertThat(status("ChunkLimit=10&ContinuationToken=" + raw)).isEqualTo(400);
    }

    @Test
    void anExpiredTokenIsRefused() {
        ListReader pager = pager(Map.of("ChunkLimit", "10"));
        pager.next();

        sandbox.expireContinuationTokens();

        assertThat(status("ChunkLimit=10&ContinuationToken=" + UrlEncoding.encode(pager.token())))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FromDateTime=2026-01-01",
                "ToDateTime=2026-01-01",
                "FromDateTime=2026-01-02&ToDateTime=2026-01-01",
                "ModifiedBefore=2026-01-01",
                "ModifiedSince=2026-01-01&ModifiedBefore=2026-01-01",
                "ModifiedSince=yesterday",
                "ChunkLimit=many",
                "OwnCompanyDataOnly=1",
                "ProjectId=x",
                "Unknown=1",
                "ChunkLimit=1&ChunkLimit=2",
                "ContinuationToken=nonsense"
            })
    void aBadParameterIsRefused(String query) {
        assertThat(status(query)).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "-5,1", "20000,300"})
    void aChunkLimitOutOfRangeIsMadeToFit(String asked, int served) {
        ListReader pager = pager(Map.of("ChunkLimit", asked));

        pager.next();

        assertThat(pager.records()).hasSize(served);
    }

    @Test
    void theEndOfARunIsToldInThreeWays() {
        List<String> ends = List.of(lastToken(), lastToken(), lastToken());

        assertThat(ends).containsExactlyInAnyOrder("", "null", "\"\"");
    }

    @Test
    void theLinkToTheNextPageLacksThePrefix() {
        ListReader pager = pager(Map.of("ChunkLimit", "10"));

        pager.next();

        assertThat(pager.pages().get(0).at("/links/next").asText())
                .startsWith("/v1/machine-registrations?ChunkLimit=10&");
    }

    @Test
    void anEmptyPageMayComeInBetween() {
        sandbox.quirks().add(Quirk.EMPTY_PAGES);

        ListReader pager = pager(Map.of("ChunkLimit", "100")).toTheEnd();

        assertThat(pager.pages()).hasSize(5);
        assertThat(pager.pages().get(1).get("data")).isEmpty();
        assertThat(pager.texts()).isEqualTo(truth.live());
    }

    @Test
    void aDeletionMayComeTwice() {
        sandbox.quirks().add(Quirk.REPEATED_TOMBSTONES);
        truth.clear();
        List<String> ids = truth.add(4);
        ids.forEach(truth::delete);

        ListReader pager =
                pager(Map.of("ChunkLimit", "2", "ModifiedSince", SINCE_EVER)).toTheEnd();

        assertThat(pager.ids()).containsExactly(ids.get(0), ids.get(1), ids.get(1), ids.get(2), ids.get(3));
    }

    @Test
    void anOddRecordIsServedAsItWasPlanted() {
        String odd = "{\"id\":17,\"modifiedDateTime\":\"2031-01-01T00:00:00Z\",\"qty\":\"\\u0000\"}";
        truth.put(odd);

        String body = caller.get("/reporting/v1/" + STREAM + "?ModifiedSince=2030-01-01")
                .body();

        assertThat(body).contains(odd);
    }

    @Test
    void peopleOfOtherCompaniesAreHidden() {
        List<JsonNode> external = pager(Map.of()).toTheEnd().records().stream()
                .filter(record -> record.get("driverCompanyName").asText().equals(Fixture.EXTERNAL_NAME))
                .toList();

        assertThat(external).isNotEmpty().allSatisfy(record -> {
            assertThat(record.get("driverName").asText("")).isIn("", "null");
            assertThat(record.get("machineName").asText()).isNotEmpty();
        });
    }

    @Test
    void dataSharedFromOtherCompaniesCanBeLeftOut() {
        ListReader pager = pager(Map.of("OwnCompanyDataOnly", "true")).toTheEnd();

        assertThat(pager.records()).isNotEmpty().hasSizeLessThan(300).noneSatisfy(record -> assertThat(
                        record.get("projectCompanyName").asText())
                .isEqualTo(Fixture.EXTERNAL_NAME));
    }

    @Test
    void oneProjectCanBeAskedForWhereItIsDocumented() {
        ListReader pager =
                new ListReader(caller, "time-registrations", Map.of("ProjectId", Fixture.PROJECT_ID)).toTheEnd();

        assertThat(pager.records()).isNotEmpty().allSatisfy(record -> assertThat(
                        record.get("projectId").asText())
                .isEqualTo(Fixture.PROJECT_ID));
    }

    @Test
    void metadataAsksForAnAdministrator() {
        sandbox.clients().register(ApiClient.of("reader", "x").withoutAdministrator());
        sandbox.clients().staticToken("reader-token", "reader");

        ApiCaller reader = new ApiCaller(sandbox).with("reader-token");

        assertThat(reader.get("/reporting/v1/project").statusCode()).isEqualTo(403);
        assertThat(caller.get("/reporting/v1/project").statusCode()).isEqualTo(200);
    }

    @Test
    void twoVersionsOfARecordNeverShareATime() {
        sandbox.clock().freeze(Instant.parse("2026-05-01T00:00:00Z"));
        String id = truth.add(1).get(0);

        truth.edit(id, record -> record.put("qty", 1));
        truth.edit(id, record -> record.put("qty", 2));

        assertThat(truth.live().get(id)).contains("\"modifiedDateTime\":\"2026-05-01T00:00:00.0000002Z\"");
    }

    private ListReader pager(Map<String, String> parameters) {
        return new ListReader(caller, STREAM, new TreeMap<>(parameters));
    }

    private int status(String query) {
        return caller.get("/reporting/v1/" + STREAM + "?" + query).statusCode();
    }

    private String lastToken() {
        JsonNode page = ApiCaller.json(caller.get("/reporting/v1/" + STREAM));
        return page.has("continuationToken") ? page.get("continuationToken").toString() : "";
    }

    private void plantAt(String id, String time) {
        if (truth.size() >= 300) {
            truth.clear();
        }
        ObjectNode record = truth.generate().put("id", id).put("stopDateTime", time);
        truth.add(record.put("modifiedDateTime", time));
    }

    private static Instant instant(JsonNode record, String field) {
        return Instant.parse(record.get(field).asText());
    }
}
