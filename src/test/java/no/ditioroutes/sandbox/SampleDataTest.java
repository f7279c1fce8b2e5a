package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the data that exists without adding any. */
class SampleDataTest {

    private static final SandboxOptions SMALL = SandboxOptions.defaults().withRecords(200, 20);

    @Test
    void theSameSeedMakesTheSameRecords() {
        try (Sandbox one = Sandbox.start(SMALL);
                Sandbox same = Sandbox.start(SMALL);
                Sandbox other = Sandbox.start(SMALL.withSeed(2))) {
            assertThat(machines(one)).isEqualTo(machines(same)).isNotEqualTo(machines(other));
        }
    }

    @Test
    void textsHoldLettersOfAllKinds() {
        try (Sandbox sandbox = Sandbox.start(SMALL)) {
            assertThat(machines(sandbox).toString()).contains("Grøft", "Kárášjohka", "🚜", "\\\"nord\\\"");
        }
    }

    @Test
    void someRecordsCarryFieldsNobodyDocumented() {
        try (Sandbox sandbox = Sandbox.start(SMALL)) {
            assertThat(machines(sandbox).values())
                    .anySatisfy(
                            record -> assertThat(record).contains("\"meter\":{").contains("\"tags\":["));
        }
    }

    @Test
    void lifeGoesOn() {
        try (Sandbox sandbox = Sandbox.start(SMALL)) {
            Map<String, String> before = machines(sandbox);

            sandbox.live(Duration.ofMillis(1));

            await().untilAsserted(() -> {
                assertThat(sandbox.stream("machine-registrations").deleted()).isNotEmpty();
                assertThat(machines(sandbox)).hasSizeGreaterThan(before.size());
            });
        }
    }

    @Test
    void aRecordPlantedInThePastIsFoundThere() {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.empty())) {
            StreamRecords stream = sandbox.stream("machine-registrations");
            stream.put("{\"id\":\"late\",\"modifiedDateTime\":\"2026-01-01T00:00:00.1234567Z\"}");

            ListReader pager = new ListReader(
                    ApiCaller.authorized(sandbox),
                    "machine-registrations",
                    Map.of(
                            "ModifiedSince", "2026-01-01T00:00:00.1234567Z",
                            "ModifiedBefore", "2026-01-01T00:00:00.1234568Z"));

            assertThat(pager.toTheEnd().ids()).containsExactly("late");
        }
    }

    private static Map<String, String> machines(Sandbox sandbox) {
        return sandbox.stream("machine-registrations").live();
    }
}
