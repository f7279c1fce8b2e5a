package no.ditioroutes.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import no.ditioroutes.Postgres;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * What somebody who knows the tools would write by hand for this one stream: streaming parse, COPY into a stage, one
 * INSERT … ON CONFLICT that answers what changed, that to Kafka, a cursor, a commit; the next page fetched meanwhile.
 * Its connections stay open from run to run, as those of the program do.
 */
final class HandWrittenLoop implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> COLUMNS = List.of(
            "id",
            "machine_id",
            "machine_name",
            "machine_type_name",
            "resource_number",
            "project_id",
            "project_name",
            "project_number",
            "project_external_number",
            "project_company_name",
            "driver_company_name",
            "driver_name",
            "driver_id",
            "start_date_time",
            "stop_date_time",
            "qty",
            "description",
            "approved",
            "created_date_time",
            "modified_date_time");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String topic;
    private final Connection connection;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Integer> fields = new HashMap<>();

    HandWrittenLoop(String base, Postgres.Database database, String brokers, String topic) throws SQLException {
        this.base = base;
        this.topic = topic;
        this.connection = DriverManager.getConnection(database.url(), database.user(), database.password());
        this.producer = new KafkaProducer<>(producerSettings(brokers));
        prepare(connection);
        for (String column : COLUMNS) {
            fields.put(camel(column), fields.size());
        }
    }

    private static final class Row {

        private final String[] values = new String[COLUMNS.size()];
        private byte[] json;

        String id() {
            return values[0];
        }
    }

    private record Parsed(List<Row> rows, String token) {}

    /** Loads everything. */
    void run() throws Exception {
        String token = "";
        CompletableFuture<HttpResponse<byte[]>> next = fetch(token);
        while (token != null) {
            Parsed page = parse(next.get().body());
            token = page.token();
            if (token != null) {
                next = fetch(token);
            }
            store(page);
        }
    }

    @Override
    public void close() throws SQLException {
        producer.close();
        connection.close();
    }

    private CompletableFuture<HttpResponse<byte[]>> fetch(String token) {
        URI address = URI.create(base + "/reporting/v1/machine-registrations?ChunkLimit=10000"
                + (token.isEmpty() ? "" : "&ContinuationToken=" + token));
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer bench")
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private Parsed parse(byte[] body) throws IOException {
        List<Row> rows = new ArrayList<>(PageServer.PAGE);
        String token = null;
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("data")) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        rows.add(row(parser, body));
                    }
                } else if (name.equals("continuationToken")) {
                    token = value == JsonToken.VALUE_NULL ? null : parser.getText();
                }
            }
        }
        return new Parsed(rows, token);
    }

    private Row row(JsonParser parser, byte[] body) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        Row row = new Row();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Integer place = fields.get(parser.currentName());
            parser.nextToken();
            if (place == null) {
                parser.skipChildren();
            } else {
                row.values[place] = parser.getText();
            }
        }
        int to = (int) parser.currentLocation().getByteOffset();
        row.json = Arrays.copyOfRange(body, from, to);
        return row;
    }

    private void store(Parsed page) throws Exception {
        copy(connection, page.rows());
        Set<String> changed = merge(connection);
        List<Future<RecordMetadata>> sent = new ArrayList<>(changed.size());
        for (Row row : page.rows()) {
            if (changed.contains(row.id())) {
                sent.add(producer.send(
                        new ProducerRecord<>(topic, row.id().getBytes(StandardCharsets.UTF_8), row.json)));
            }
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
        try (PreparedStatement cursor = connection.prepareStatement("update hand_cursor set token = ?")) {
            cursor.setString(1, page.token());
            cursor.executeUpdate();
        }
        connection.commit();
    }

    private static void prepare(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set temp_buffers = '32MB'");
            statement.execute("set jit = off");
            statement.execute("create temporary table stage (like machine_registrations) on commit delete rows");
            statement.execute("create table if not exists hand_cursor (token varchar)");
            statement.execute("insert into hand_cursor values ('')");
        }
        connection.commit();
    }

    private static void copy(Connection connection, List<Row> rows) throws Exception {
        String copy = "copy stage (" + String.join(", ", COLUMNS) + ", payload) from stdin";
        try (PGCopyOutputStream out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
            for (Row row : rows) {
                line.reset();
                for (String value : row.values) {
                    line.writeBytes(value == null ? NULL : escaped(value.getBytes(StandardCharsets.UTF_8)));
                    line.write('\t');
                }
                line.writeBytes(escaped(row.json));
                line.write('\n');
                line.writeTo(out);
            }
        }
    }

    private static final byte[] NULL = {'\\', 'N'};

    private static byte[] escaped(byte[] text) {
        for (byte one : text) {
            if (one == '\\' || one == '\n' || one == '\t' || one == '\r') {
                return new String(text, StandardCharsets.UTF_8)
                        .replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                        .replace("\r", "\\r")
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    private static Set<String> merge(Connection connection) throws SQLException {
        String columns = String.join(", ", COLUMNS) + ", payload";
        StringBuilder set = new StringBuilder("payload = excluded.payload");
        COLUMNS.forEach(
                column -> set.append(", ").append(column).append(" = excluded.").append(column));
        String sql = "insert into machine_registrations as t (" + columns + ") select " + columns + " from stage"
                + " on conflict (id) do update set " + set
                + " where t.modified_date_time < excluded.modified_date_time"
                + " or (t.modified_date_time = excluded.modified_date_time and t.payload <> excluded.payload)"
                + " returning t.id";
        Set<String> changed = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet ids = statement.executeQuery(sql)) {
            while (ids.next()) {
                changed.add(ids.getString(1));
            }
        }
        return changed;
    }

    private static Map<String, Object> producerSettings(String brokers) {
        return Map.of(
                "bootstrap.servers",
                brokers,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "acks",
                "all",
                "linger.ms",
                5,
                "batch.size",
                256 * 1024,
                "compression.type",
                "lz4");
    }

    private static String camel(String column) {
        return Pattern.compile("_(.)").matcher(column).replaceAll(match -> match.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
