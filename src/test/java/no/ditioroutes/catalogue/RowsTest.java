package no.ditioroutes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of queries and of messages. */
class RowsTest {

    private final Rows rows = new Rows();

    @Test
    void haveTheColumnsOfAQueryByAnySpelling() {
        Map<String, Object> answer = new HashMap<>();
        answer.put("MACHINE_NUMBER", "Å-1");
        answer.put("hour_meter", 12.5);
        answer.put("service_date", Timestamp.from(Instant.parse("2026-06-01T12:00:00Z")));
        answer.put("note", null);

        assertThat(rows.ofMaps(List.of(answer))).singleElement().satisfies(row -> {
            assertThat(row.cell("machineNumber")).isEqualTo("Å-1");
            assertThat(row.cell("hourMeter")).isEqualTo("12.5");
            assertThat(row.cell("serviceDate")).isEqualTo("2026-06-01T12:00:00Z");
            assertThat(row.cell("note")).isEmpty();
        });
    }

    @Test
    void joinWhatSeveralMessagesSayOfOneEntry() {
        List<Row> joined = rows.ofMessages(
                "machines",
                List.of(
                        "{\"machineNumber\":\"A\",\"name\":\"Old\",\"note\":\"Kept\"}",
                        "{\"machineNumber\":\"B\"}",
                        "{\"machineNumber\":\"A\",\"name\":\"New\",\"note\":null}"));

        assertThat(joined).extracting(row -> row.cell("machineNumber")).containsExactly("A", "B");
        assertThat(joined.get(0).cell("name")).isEqualTo("New");
        assertThat(joined.get(0).cell("note")).isEqualTo("Kept");
    }

    @Test
    void keepWorkOrdersOfTwoProjectsApart() {
        assertThat(rows.ofMessages(
                        "work-orders",
                        List.of(
                                "{\"projectNumber\":\"P-1\",\"externalId\":\"1\"}",
                                "{\"projectNumber\":\"P-2\",\"externalId\":\"1\"}")))
                .hasSize(2);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "null", "7", "[]", "{", "no JSON"})
    void tellOfAMessageThatIsNoObject(String message) {
        assertThat(rows.ofMessages("machines", Arrays.asList(message, "{\"machineNumber\":\"A\"}")))
                .extracting(Row::trouble)
                .satisfies(troubles -> assertThat(troubles.get(0)).startsWith("the message is no JSON object"))
                .last()
                .isEqualTo("");
    }
}
