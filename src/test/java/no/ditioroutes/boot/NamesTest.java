package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same has the same name in the output of each command, as JSON and as a table. */
class NamesTest {

    private static final Set<String> KNOWN = Set.of(
            "stream",
            "mode",
            "since",
            "until",
            "open",
            "pages",
            "token",
            "nextSince",
            "version",
            "upserted",
            "restored",
            "deleted",
            "held",
            "lacks",
            "lastChange",
            "environment",
            "lagSeconds",
            "rejected",
            "outcome",
            "records",
            "unchanged",
            "skipped",
            "seconds",
            "message",
            "check",
            "state",
            "id",
            "recordId",
            "reason",
            "firstSeen",
            "lastSeen",
            "seen",
            "raw",
            "passed");

    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(20, 20));
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        program = TestProgram.start(settings);
        sandbox.stream("machine-registrations").put("{\"id\":\"\",\"modifiedDateTime\":\"2026-01-01T00:00:00Z\"}");
        program.streams().sync("machine-registrations");
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync machine-registrations",
                "status",
                "state show",
                "check --offline",
                "rejects list",
                "rejects replay machine-registrations"
            })
    void areTheSameInEveryCommand(String command) {
        JsonNode rows = run(command + " --json").json();
        String table = run(command).out();

        assertThat(rows).isNotEmpty();
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(names::add));
        assertThat(KNOWN).containsAll(names);
        assertThat(headings(names)).containsAll(headingsOf(table));
    }

    @Test
    void callTheModeOfAStreamTheSameEverywhere() {
        String day = LocalDate.now(ZoneOffset.UTC).toString();
        List<JsonNode> modes = new ArrayList<>();
        for (String command : List.of(
                "sync machine-registrations",
                "status",
                "state show machine-registrations",
                "backfill machine-registrations --from 2026-01-01 --to " + day + " --slice P1Y")) {
            JsonNode row = run(command + " --json").json().get(0);
            assertThat(row.path("stream").asText()).startsWith("machine-registrations");
            modes.add(row.path("mode"));
        }
        assertThat(modes)
                .extracting(JsonNode::asText)
                .containsExactly("incremental", "incremental", "incremental", "full");
    }

    @Test
    void countSecondsToTheMillisecond() {
        JsonNode seconds =
                run("sync machine-registrations --json").json().get(0).path("seconds");

        assertThat(seconds.isNumber()).isTrue();
        assertThat(seconds.decimalValue().stripTrailingZeros().scale()).isLessThanOrEqualTo(3);
    }

    private static Ran run(String line) {
        return program.run(line.split(" "));
    }

    /** As they stand in a table: the lag in words, and the position made of several. */
    private static Set<String> headings(Set<String> names) {
        Set<String> headings = new TreeSet<>(Set.of("LAG", "POSITION"));
        names.forEach(name -> headings.add(name.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT)));
        return headings;
    }

    private static List<String> headingsOf(String table) {
        return List.of(table.lines().findFirst().orElseThrow().split(" {2,}"));
    }
}
