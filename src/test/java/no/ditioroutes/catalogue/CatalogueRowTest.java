package no.ditioroutes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of queries and of messages. */
class CatalogueRowTest {

    @Test
    void haveTheColumnsOfAQueryByAnySpelling() {
        Map<String, Object> answer = new HashMap<>();
        answer.put("MACHINE_NUMBER", "Å-1");
        answer.put("hour_meter", 12.5);
        answer.put("service_date", Timestamp.from(Instant.parse("2026-06-01T12:00:00Z")));
        answer.put("note", null);

        assertThat(CatalogueRow.ofQuery(List.of(answer))).singleElement().satisfies(row -> {
            assertThat(row.cell("machineNumber")).isEqualTo("Å-1");
            assertThat(row.cell("hourMeter")).isEqualTo("12.5");
            assertThat(row.cell("serviceDate")).isEqualTo("2026-06-01T12:00:00Z");
            assertThat(row.cell("note")).isEmpty();
        });
    }

    @Test
    void joinWhatSeveralMessagesSayOfOneEntry() {
        List<CatalogueRow> joined = CatalogueRow.ofMessages(
                EntryKind.MACHINES,
                List.of(
                        Map.of("machineNumber", "A", "name", "Old", "note", "Kept"),
                        Map.of("machineNumber", "B"),
                        withoutNote("A", "New")));

        assertThat(joined).extracting(row -> row.cell("machineNumber")).containsExactly("A", "B");
        assertThat(joined.get(0).cell("name")).isEqualTo("New");
        assertThat(joined.get(0).cell("note")).isEqualTo("Kept");
    }

    @Test
    void keepWorkOrdersOfTwoProjectsApart() {
        assertThat(CatalogueRow.ofMessages(
                        EntryKind.WORK_ORDERS,
                        List.of(
                                Map.of("projectNumber", "P-1", "externalId", "1"),
                                Map.of("projectNumber", "P-2", "externalId", "1"))))
                .hasSize(2);
    }

    @Test
    void sayWhyAMessageCannotBeRead() {
        assertThat(CatalogueRow.ofMessages(
                        EntryKind.MACHINES, List.of("Unexpected end-of-input", Map.of("machineNumber", "A"))))
                .extracting(CatalogueRow::problem)
                .containsExactly("the message is not a JSON object: Unexpected end-of-input", "");
    }

    private static Map<String, Object> withoutNote(String number, String name) {
        Map<String, Object> fields = new HashMap<>(Map.of("machineNumber", number, "name", name));
        fields.put("note", null);
        return fields;
    }
}
