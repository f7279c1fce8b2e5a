package no.ditioroutes.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.tables.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams are known by their files and the settings alone. */
class StreamRegistryTest {

    private static final String HOURS =
            """
            - route:
                id: hours
                group: stream
                from:
                  uri: direct:hours
                  steps:
                    - to: {uri: ditio-stream:open, parameters: {stream: hours, path: /v1/hours, %s}}
                    - loop:
                        doWhile: true
                        expression: {simple: {expression: "${variable.sync.hasNextPage}"}}
                        steps:
                          - to: {uri: ditio-stream:next-page, parameters: {via: direct:fetch-page}}
                          - split:
                              expression: {simple: {expression: "${body}"}}
                              steps:
                                - to: ditio-sql:upsert
                                - to: "ditio-kafka:upsert?topic={{fleet.topic:fleet.hours}}"
                                - to: {uri: direct, parameters: {name: more}}
                          - to: {uri: ditio-stream:commit}
            """;

    private static final String MORE =
            """
            - route:
                id: more
                from:
                  uri: direct:more
                  steps:
                    - to: {uri: ditio-sql, parameters: {operation: upsert, table: fleet_hours}}
                    - to: {uri: direct:hours}
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>(
            Map.of("ditio.reporting-base", "https://ditio.example/reporting/", "sync.chunk-limit", "500"));

    @Test
    void describesAStreamByItsRouteAndTheRoutesThatItLeadsTo() throws IOException {
        write(
                "hours",
                HOURS.formatted("windowColumn: work_date, from: 2026-01-01, to: 2026-02-01, query.CompanyId: \"7\""));
        write("more", MORE);

        StreamDefinition hours = read().get("hours");

        assertThat(hours.name()).isEqualTo("hours");
        assertThat(hours.file()).endsWith("/hours.camel.yaml");
        assertThat(hours.route()).isEqualTo("direct:hours");
        assertThat(hours.fetchRoute()).isEqualTo("direct:fetch-page");
        assertThat(hours.table()).isEqualTo("hours");
        assertThat(hours.topic()).isEqualTo("ditio.hours");
        assertThat(hours.scope()).isEqualTo("reportingapiv1");
        assertThat(hours.windowColumn()).isEqualTo("work_date");
        assertThat(hours.from()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(hours.environment())
                .isEqualTo("https://ditio.example/reporting/v1/hours?ChunkLimit=500&CompanyId=7");
        assertThat(hours.targets()).containsExactlyInAnyOrder(Target.topic("fleet.hours"), Target.table("fleet_hours"));
    }

    @Test
    void takesASettingBeforeTheDefaultOfItsPlaceholder() throws IOException {
        settings.put("fleet.topic", "fleet.other");
        write("hours", HOURS.formatted("overlap: \"{{?hours.overlap}}\", chunkLimit: \"{{hours.limit}}\""));
        settings.put("hours.limit", "20");

        StreamDefinition hours = read().get("hours");

        assertThat(hours.targets()).containsExactly(Target.topic("fleet.other"));
        assertThat(hours.overlap()).hasMinutes(10);
        assertThat(hours.chunkLimit()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunkLimit: 0",
                "chunkLimit: many",
                "overlap: 10x",
                "from: 2026-01-01",
                "from: yesterday, to: 2026-01-01"
            })
    void rejectsAFileWithAWrongOption(String option) throws IOException {
        write("hours", HOURS.formatted(option));

        StreamRegistry registry = read();

        assertThat(registry.names()).isEmpty();
        assertThat(registry.rejected()).singleElement().satisfies(fault -> assertThat(fault)
                .hasMessageContaining("hours.camel.yaml")
                .hasMessageContaining(option.replaceFirst(":.*", "")));
        assertThat(registry.leftOut()).containsOnlyKeys("hours");
        assertThatThrownBy(() -> registry.named(List.of("hours")))
                .hasMessageContaining("There is no stream hours: ")
                .hasMessageContaining("hours.camel.yaml");
    }

    @Test
    void rejectsAFileThatIsNotYamlOrSaysDitioRun() throws IOException {
        write("hours", HOURS.formatted("table: t").replace("ditio-stream:commit", "ditio-run:commit"));
        write("broken", "- route: {group: stream\n");

        StreamRegistry registry = read();

        assertThat(registry.rejected())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        broken -> assertThat(broken).contains("broken.camel.yaml", "not valid YAML"),
                        old -> assertThat(old)
                                .contains("line 19", "ditio-run:commit is called ditio-stream:commit now"));
        assertThat(registry.leftOut()).containsOnlyKeys("broken", "hours");
    }

    @Test
    void doesNotLeaveOutAStreamWhoseFileHasACopy() throws IOException {
        write("hours", HOURS.formatted("table: t"));
        write("hours - Copy", HOURS.formatted("table: t"));

        StreamRegistry registry = read();

        assertThat(registry.names()).containsExactly("hours");
        assertThat(registry.rejected()).hasSize(1);
        assertThat(registry.leftOut()).isEmpty();
        assertThat(registry.ownsTable("hours")).isTrue();
    }

    @Test
    void knowsWhichStreamsShareATable() throws IOException {
        write("hours", HOURS.formatted("table: shared"));
        write("shifts", HOURS.replace("hours", "shifts").formatted("table: shared"));

        StreamRegistry registry = read();

        assertThat(registry.sharingTableWith("hours")).contains("shifts");
        assertThat(registry.ownsTable("shifts")).isFalse();
    }

    @Test
    void syncsRoutesThatKeepNoCursorToo() throws IOException {
        write("hours", HOURS.formatted("table: t"));
        write("totals", MORE.replace("more", "totals").replace("    from:", "    group: reading\n    from:"));

        StreamRegistry registry = read();

        assertThat(registry.names()).containsExactly("hours");
        assertThat(registry.reading()).containsExactly("totals");
        assertThat(registry.toSync(List.of())).containsExactly("hours", "totals");
        assertThat(registry.toSync(List.of("totals"))).containsExactly("totals");
    }

    @Test
    void readsTheShippedFiles() {
        StreamRegistry registry =
                StreamRegistry.read("file:routes/*.camel.yaml,file:routes/shared/*.camel.yaml", settings::get);

        assertThat(registry.rejected()).isEmpty();
        assertThat(registry.names()).contains("machine-registrations", "time-registrations");
        assertThat(registry.get("machine-registrations").targets())
                .containsExactly(Target.topic("ditio.machine-registrations"));
    }

    private StreamRegistry read() {
        return StreamRegistry.read("file:" + folder + "/*.camel.yaml", settings::get);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".camel.yaml"), text);
    }
}
