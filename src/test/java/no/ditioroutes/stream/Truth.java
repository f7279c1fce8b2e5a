package no.ditioroutes.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.ditio.DitioInstants;
import no.ditioroutes.sandbox.StreamRecords;

/** Compares what the program stored and published of a stream with what Ditio holds, record by record. */
final class Truth {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration COLUMN_PRECISION = Duration.ofNanos(1000);

    private final Rig rig;
    private final String stream;
    private final StreamRecords registrations;

    Truth(Rig rig, String stream) {
        this.rig = rig;
        this.stream = stream;
        this.registrations = rig.sandbox().stream(stream);
    }

    /** Fails unless tables and topics hold just what Ditio holds, but for the ids given. */
    void isMirrored(String... setAside) {
        Map<String, String> live = registrations.live();
        live.keySet().removeAll(List.of(setAside));
        assertTable(live);
        if (rig.hasKafka()) {
            assertThat(published(live)).as("topic").isEqualTo(live);
        }
    }

    /** The same where rows were published again: PostgreSQL keeps the keys of a record in an order of its own. */
    void isMirroredAsJson() {
        Map<String, String> live = registrations.live();
        assertTable(live);
        assertThat(trees(published(live))).as("topic").isEqualTo(trees(live));
    }

    private static Map<String, JsonNode> trees(Map<String, String> records) {
        Map<String, JsonNode> trees = new LinkedHashMap<>();
        records.forEach((id, text) -> trees.put(id, tree(text)));
        return trees;
    }

    private void assertTable(Map<String, String> live) {
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        rig.sql()
                .rows("select * from " + stream.replace('-', '_'), Truth::row)
                .forEach(row -> rows.put((String) row.get("id"), row));
        assertThat(new TreeSet<>(rows.keySet())).as("ids in the table").isEqualTo(new TreeSet<>(live.keySet()));
        live.forEach((id, text) -> assertRow(rows.get(id), tree(text)));
    }

    private static void assertRow(Map<String, Object> row, JsonNode record) {
        assertThat(tree((String) row.get("payload"))).as("payload").isEqualTo(record);
        row.forEach((column, value) -> {
            if (!column.equals("payload")) {
                assertColumn(column, value, record.path(field(column)));
            }
        });
    }

    private static void assertColumn(String column, Object value, JsonNode field) {
        if (value instanceof Instant time) {
            Instant sent = DitioInstants.parse(field.asText()).orElseThrow();
            assertThat(Duration.between(sent, time).abs()).as(column).isLessThanOrEqualTo(COLUMN_PRECISION);
        } else if (value instanceof Number number) {
            assertThat(number.doubleValue()).as(column).isEqualTo(field.asDouble());
        } else if (value instanceof Boolean flag) {
            assertThat(flag).as(column).isEqualTo(field.asBoolean());
        } else {
            assertThat(value).as(column).isEqualTo(isBlank(field) ? null : field.asText());
        }
    }

    private static boolean isBlank(JsonNode field) {
        return field.isMissingNode()
                || field.isNull()
                || field.asText().isEmpty()
                || field.asText().startsWith("0001-01-01");
    }

    /** The last values of the keys that have one; a key without may not be live. */
    private Map<String, String> published(Map<String, String> live) {
        PublishedTopic topic = rig.topicOf(stream);
        Map<String, String> last = topic.lastPerKey();
        assertThat(topic.entries()).allSatisfy(entry -> assertThat(entry.key()).isNotEmpty());
        last.forEach((key, value) -> {
            if (value == null) {
                assertThat(live).as("key without value").doesNotContainKey(key);
            }
        });
        last.values().removeIf(value -> value == null);
        return last;
    }

    private static Map<String, Object> row(ResultSet row) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int place = 1; place <= row.getMetaData().getColumnCount(); place++) {
            String column = row.getMetaData().getColumnName(place).toLowerCase(Locale.ROOT);
            values.put(column, value(row, place, column));
        }
        return values;
    }

    private static Object value(ResultSet row, int place, String column) throws SQLException {
        if (column.endsWith("_date_time") || column.equals("work_date") || column.equals("date")) {
            OffsetDateTime time = row.getObject(place, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
        return column.equals("payload") ? row.getString(place) : row.getObject(place);
    }

    /** {@code stop_date_time} is {@code stopDateTime}. */
    private static String field(String column) {
        List<String> words = new ArrayList<>(List.of(column.split("_")));
        StringBuilder field = new StringBuilder(words.remove(0));
        words.forEach(
                word -> field.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
        return field.toString();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
