package no.ditioroutes.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What somebody would write by hand: read a row, check it, and post 500 at a time. No ledger, no second thoughts. */
final class PlainStates {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BATCH = 500;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    PlainStates(String base) {
        this.address = URI.create(base + "/masstransport/api/external-excavator-state/import");
    }

    private record Row(String company, String project, String machine, String state, Instant start, Instant end) {}

    /** Reads and checks only; answers how many rows are good. */
    long read(Path file) throws IOException {
        long good = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            Iterator<CsvRecord> rows = csv.iterator();
            rows.next();
            while (rows.hasNext()) {
                good += row(rows.next()) == null ? 0 : 1;
            }
        }
        return good;
    }

    /** Reads, checks and posts. */
    long send(Path file) throws Exception {
        long sent = 0;
        List<Row> batch = new ArrayList<>(BATCH);
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            Iterator<CsvRecord> rows = csv.iterator();
            rows.next();
            while (rows.hasNext()) {
                Row row = row(rows.next());
                if (row != null) {
                    batch.add(row);
                }
                if (batch.size() == BATCH || !rows.hasNext()) {
                    post(batch);
                    sent += batch.size();
                    batch.clear();
                }
            }
        }
        return sent;
    }

    private static Row row(CsvRecord record) {
        Row row = new Row(
                record.getField(0),
                record.getField(1),
                record.getField(2),
                record.getField(3),
                Instant.parse(record.getField(4)),
                Instant.parse(record.getField(5)));
        boolean good = !row.company.isBlank()
                && !row.project.isBlank()
                && !row.machine.isBlank()
                && !row.state.isBlank()
                && row.start.isBefore(row.end)
                && Duration.between(row.start, row.end).toHours() <= 24;
        return good ? row : null;
    }

    private void post(List<Row> batch) throws Exception {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartArray();
            for (Row row : batch) {
                out.writeStartObject();
                out.writeStringField("companyId", row.company);
                out.writeStringField("projectId", row.project);
                out.writeStringField("machineId", row.machine);
                out.writeStringField("state", row.state);
                out.writeStringField("startTime", row.start.toString());
                out.writeStringField("endTime", row.end.toString());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer bench")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.toString()))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 201) {
            throw new IllegalStateException("answered " + status);
        }
    }
}
