package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.StoredReject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates beyond all calendars end with one sentence, wherever they come from. */
class FarDatesTest {

    private static final String STREAM = "machine-registrations";

    private static Sandbox sandbox;
    private static TestProgram program;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("inbox.folder", folder.resolve("inbox").toString());
        program = TestProgram.start(settings);
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            backfill machine-registrations --from -999999999-01-01 --to 2026-01-01          | --from
            backfill machine-registrations --from=-999999999-01-01 --to 2026-01-01          | --from
            backfill machine-registrations --from 2026-01-01 --to +1000000-01-01T00:00:00Z  | --to
            backfill machine-registrations --from 2026-01-01 --to +999999999-12-31          | --to
            backfill machine-registrations --from 2026-01-01 --to 2026-02-01 --slice P999999999Y             | --slice
            backfill machine-registrations --from 2026-01-01 --to 2026-02-01 --slice PT2562047788015215H     | --slice
            state set machine-registrations --since=-999999999-01-01                        | --since
            state set machine-registrations --since +1000000-01-01                          | --since
            """)
    void areWrongUsage(String line, String option) {
        Ran ran = program.run((line + " --json").split(" "));

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
        assertThat(ran.json().path("error").asText()).contains(option);
        assertThat(ran.err()).doesNotContain("\tat ");
        assertThat(sandbox.requests().matching(STREAM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sync.every, 99999999999d",
        "sync.every, P999999999D",
        "sync.every, PT2562047788015215H",
    })
    void areWrongSettings(String setting, String value) {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put(setting, value);

        Ran ran = Ran.of(
                () -> no.ditioroutes.command.Commands.line(work -> {
                    try (CommandProgram started = CommandProgram.with(settings)) {
                        return work.with(started.program());
                    }
                }),
                "status");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("ditio-routes: DITIO_SYNC_EVERY is '" + value + "', expected a duration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-999999999-01-01T00:00:00Z", "+1000000-01-01T00:00:00Z", "+999999999-12-31T23:59:59.999999999"})
    void rejectARecordOfADitioThatSendsThem(String time) {
        String id = "far" + time.hashCode();
        sandbox.stream(STREAM)
                .put("{\"id\":\"%s\",\"modifiedDateTime\":\"%s\",\"stopDateTime\":\"2026-01-01T00:00:00Z\"}"
                        .formatted(id, time));

        Ran ran = program.run("sync", STREAM, "--json");
        program.cursors().remove(STREAM);
        sandbox.stream(STREAM).clear();

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(6);
        assertThat(program.rejects().last(STREAM, 10))
                .filteredOn(reject -> reject.reject().recordId().equals(id))
                .extracting(StoredReject::reject)
                .singleElement()
                .satisfies(
                        reject -> assertThat(reject.reason()).contains(time, "expected a time in the years 1 to 9999"));
    }

    @Test
    void rejectTheRowsOfAFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("far.csv"),
                """
                companyId,projectId,machineId,state,startTime,endTime
                c,p,A,Working,-999999999-01-01T00:00:00Z,2026-01-01T00:00:00Z
                c,p,B,Working,2026-01-01T00:00:00Z,+1000000-01-01T00:00:00Z
                c,p,C,Working,+999999999-12-31T00:00:00-18:00,+999999999-12-31T23:59:59-18:00
                c,p,D,Working,-999999999-01-01T00:00:00,+999999999-12-31T23:59:59.999999999
                """);

        Ran ran = program.run("import", file.toString(), "--json");

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.json().get(0).path("message").asText()).contains("4 of its 4 rows are bad");
        assertThat(ran.err()).doesNotContain("\tat ");
    }
}
