package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads all pages of a list as the documents describe it, and keeps them. */
final class ListReader {

    private final ApiCaller caller;
    private final String path;
    private final Map<String, String> parameters;
    private final List<JsonNode> pages = new ArrayList<>();

    ListReader(ApiCaller caller, String stream, Map<String, String> parameters) {
        this.caller = caller;
        this.path = "/reporting/v1/" + stream;
        this.parameters = parameters;
    }

    /** Reads one page, and returns whether another follows. */
    boolean next() {
        Map<String, String> query = new TreeMap<>(parameters);
        if (!pages.isEmpty()) {
            query.put("ContinuationToken", token());
        }
        HttpResponse<String> response = caller.get(path, query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        pages.add(ApiCaller.json(response));
        return !token().isEmpty();
    }

    ListReader toTheEnd() {
        while (next()) {
            assertThat(pages).hasSizeLessThan(1000);
        }
        return this;
    }

    String token() {
        return pages.get(pages.size() - 1).path("continuationToken").asText("").replace("null", "");
    }

    List<JsonNode> pages() {
        return pages;
    }

    List<JsonNode> records() {
        List<JsonNode> records = new ArrayList<>();
        pages.forEach(page -> page.get("data").forEach(records::add));
        return records;
    }

    List<String> ids() {
        return records().stream().map(record -> record.path("id").asText()).toList();
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        records().forEach(record -> texts.put(record.path("id").asText(), record.toString()));
        return texts;
    }
}
