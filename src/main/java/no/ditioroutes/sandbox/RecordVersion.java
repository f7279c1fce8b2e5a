package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One version of a record: the bytes the API sends for it, and what pagination and filters need to know. */
final class RecordVersion {

    private final String key;
    private final byte[] json;
    private final boolean identified;
    private final boolean deleted;
    private final SortPosition byDate;
    private final SortPosition byModified;
    private final Owner owner;

    private RecordVersion(String key, byte[] json, JsonNode node, String dateField, long now) {
        this.key = key;
        this.json = json;
        this.identified = !text(node, "id").isEmpty();
        this.deleted = node.path("isDeleted").asBoolean();
        long modified =
                ticks(node, deleted ? "deletedDateTime" : "modifiedDateTime", ticks(node, "modifiedDateTime", now));
        this.byModified = new SortPosition(modified, key);
        this.byDate = new SortPosition(ticks(node, dateField, modified), key);
        this.owner = Owner.of(node);
    }

    static RecordVersion of(String key, ObjectNode node, String dateField, long now) {
        return new RecordVersion(key, StrictJson.bytes(node), node, dateField, now);
    }

    /** Returns a version whose text is kept unchanged, whether it is JSON or not. */
    static RecordVersion verbatim(String spareKey, String text, String dateField, long now) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonNode node = StrictJson.parse(bytes).orElseGet(StrictJson::object);
        String id = text(node, "id");
        return new RecordVersion(id.isEmpty() ? spareKey : id, bytes, node, dateField, now);
    }

    String key() {
        return key;
    }

    byte[] json() {
        return json;
    }

    String text() {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** Returns the parsed record as a copy that the caller may change. */
    ObjectNode node() {
        return StrictJson.parse(json)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> new IllegalStateException(key + " was added as text that is not a JSON object"));
    }

    boolean identified() {
        return identified;
    }

    boolean deleted() {
        return deleted;
    }

    SortPosition byDate() {
        return byDate;
    }

    SortPosition byModified() {
        return byModified;
    }

    Owner owner() {
        return owner;
    }

    private static long ticks(JsonNode node, String field, long otherwise) {
        return Optional.of(text(node, field))
                .filter(text -> !text.isEmpty())
                .flatMap(Ticks::parse)
                .map(Ticks::of)
                .orElse(otherwise);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).textValue() : "";
    }

    /**
     * The owner of a record.
     *
     * @param companyId the company it is registered in
     * @param external whether a company outside of the own group is involved
     */
    record Owner(String companyId, String projectId, boolean external) {

        private static final List<String> PARTIES =
                List.of("projectCompanyName", "driverCompanyName", "userCompanyName");

        private static Owner of(JsonNode node) {
            String companyId =
                    text(node, "machineCompanyId").isEmpty() ? text(node, "companyId") : text(node, "machineCompanyId");
            boolean external = PARTIES.stream().anyMatch(party -> Fixture.isExternal(text(node, party)));
            return new Owner(companyId.isEmpty() ? Fixture.COMPANY_ID : companyId, text(node, "projectId"), external);
        }
    }
}
