package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.ditioroutes.sandbox.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A first load that the route limits to a window, by the options {@code from} and {@code to}, and a filter of its own. */
class WindowTest {

    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-31T00:00:00Z");

    @RegisterExtension
    static final Rig RIG = Rig.onH2()
            .with("sync.chunk-limit", 10)
            .with(
                    "camel.main.routes-include-pattern",
                    EditableRoutes.copy()
                            .edit(
                                    "machine-registrations.camel.yaml",
                                    "path: /v1/machine-registrations",
                                    """
                                    path: /v1/machine-registrations, from: "2026-03-01", to: "2026-03-31T00:00:00Z",
                                        query.OwnCompanyDataOnly: "true", query.ExcludeDataFromSubsidiaries: "true"\
                                    """)
                            .pattern());

    @Test
    void loadsWhatLiesInTheWindowAndBothItsEnds() {
        String before = stopped(FROM.minusMillis(1));
        String first = stopped(FROM);
        List<String> between = List.of(stopped(FROM.plusSeconds(9)), stopped(TO.minusSeconds(9)));
        String last = stopped(TO);
        String after = stopped(TO.plusMillis(1));

        RIG.sync(MACHINES);

        assertThat(RIG.sql().texts("select id from machine_registrations"))
                .contains(first, last)
                .containsAll(between)
                .doesNotContain(before, after);
    }

    @Test
    void asksForTheWindowAndTheFilterOnEveryPageAndForTheFilterAloneAfterwards() {
        for (int day = 0; day < 25; day++) {
            stopped(FROM.plus(Duration.ofDays(day)));
        }

        RIG.sync(MACHINES);
        RIG.sync(MACHINES);

        List<Map<String, String>> queries =
                RIG.pages(MACHINES).stream().map(RecordedRequest::query).toList();
        assertThat(queries.subList(0, 3)).allSatisfy(query -> assertThat(query)
                .containsEntry("FromDateTime", FROM.toString())
                .containsEntry("ToDateTime", TO.toString())
                .containsEntry("OwnCompanyDataOnly", "true"));
        assertThat(queries.get(3))
                .containsEntry("OwnCompanyDataOnly", "true")
                .containsKey("ModifiedSince")
                .doesNotContainKeys("FromDateTime", "ToDateTime");
    }

    @Test
    void knowsACursorByTheFiltersInOneOrderWhateverTheRouteSays() {
        RIG.sync(MACHINES);

        assertThat(RIG.sql().texts("select environment from ditio_cursor"))
                .singleElement(STRING)
                .endsWith("?ChunkLimit=10&ExcludeDataFromSubsidiaries=true&OwnCompanyDataOnly=true");
    }

    private static String stopped(Instant stop) {
        return RIG.machines()
                .add(RIG.machines()
                        .generate()
                        .put("stopDateTime", stop.toString())
                        .put("driverCompanyName", "Fjordgrav Anlegg AS")
                        .put("projectCompanyName", "Fjordgrav Anlegg AS"));
    }
}
