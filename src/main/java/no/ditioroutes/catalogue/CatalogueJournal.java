package no.ditioroutes.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import no.ditioroutes.catalogue.PlanEntry.Action;
import no.ditioroutes.catalogue.PlanEntry.Outcome;
import no.ditioroutes.catalogue.RemoteCatalogue.SentBefore;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;

/** Keeps in the table {@code ditio_catalogue} what was sent when, with which id and outcome. Rows are added, never changed. */
final class CatalogueJournal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String INSERT =
            "insert into ditio_catalogue (environment, kind, company_id, project_number, number, id, action, outcome,"
                    + " reason, sent, kept, source, line, at) values (" + "?, ".repeat(13) + "?)";

    private final Database database;
    private final String environment;

    /** @param environment the base address of the Ditio that entries are in */
    CatalogueJournal(Database database, String environment) {
        this.database = database;
        this.environment = environment;
    }

    /** Keeps what became of the entries that an operation sent. */
    void keep(CatalogueSync sync, WriteOperation operation) {
        add(operation.entries().stream()
                .filter(entry -> operation.sent(entry).isPresent())
                .filter(entry -> !entry.isOpen() || !entry.id().isEmpty())
                .flatMap(entry -> rows(sync, entry, operation))
                .toList());
    }

    /** Returns one row, or one for what was stored and one for what was ignored. */
    private Stream<List<Object>> rows(CatalogueSync sync, PlanEntry entry, WriteOperation operation) {
        String action = operation.type().toString();
        JsonNode sent = operation.sent(entry).orElseThrow();
        if (operation.ignored().isEmpty()) {
            return Stream.of(row(sync, entry, action, outcome(entry, operation), sent.toString(), ""));
        }
        ObjectNode stored = sent.deepCopy();
        ObjectNode ignored = JsonNodeFactory.instance.objectNode();
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (Change.Ignored change : operation.ignored()) {
            stored.remove(change.field());
            ignored.set(change.field(), change.sent());
            kept.set(change.field(), change.kept());
        }
        List<Object> refused = row(sync, entry, action, Outcome.REFUSED, ignored.toString(), kept.toString());
        return stored.isEmpty()
                ? Stream.of(refused)
                : Stream.of(row(sync, entry, action, Outcome.DONE, stored.toString(), ""), refused);
    }

    /** Returns what became of the write that an operation made for an entry, which may have to wait for another write. */
    static Outcome outcome(PlanEntry entry, WriteOperation operation) {
        if (!operation.ignored().isEmpty()) {
            return Outcome.REFUSED;
        }
        return entry.isOpen() || entry.isStoredInPart() ? Outcome.DONE : entry.outcome();
    }

    /** Keeps what needed no writing, if its id is not known yet, and what could not be written. */
    void keepRest(CatalogueSync sync) {
        Set<String> known = ids(sync.kind());
        add(sync.entries().stream()
                .filter(entry -> entry.action() == Action.UNCHANGED && !known.contains(entry.id()))
                .map(entry -> row(sync, entry, "seen", Outcome.DONE, "", ""))
                .toList());
        add(sync.entries().stream()
                .filter(entry -> entry.action() == Action.BLOCKED)
                .map(entry -> row(sync, entry, "blocked", Outcome.BLOCKED, "", ""))
                .toList());
    }

    private List<Object> row(
            CatalogueSync sync, PlanEntry entry, String action, Outcome outcome, String sent, String kept) {
        return List.of(
                environment,
                sync.kind().plural(),
                entry.key().company(),
                entry.key().project(),
                entry.key().number(),
                entry.id(),
                action,
                outcome.toString(),
                entry.reason(),
                sent,
                kept,
                sync.source(),
                entry.line());
    }

    private void add(List<List<Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Instant now = Jdbc.kept(Instant.now());
        database.call("keeping what became of " + rows.size() + " entries of the catalogue", connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (List<Object> row : rows) {
                    Jdbc.bind(insert, row.toArray());
                    insert.setObject(row.size() + 1, now.atOffset(ZoneOffset.UTC));
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /** Returns the ids of all entries of a kind that were written or seen. */
    private Set<String> ids(EntryKind kind) {
        String sql = "select distinct id from ditio_catalogue where environment = ? and kind = ? and outcome = 'done'";
        return Set.copyOf(database.call(
                "reading the ids of " + kind.plural(),
                connection -> Jdbc.list(connection, sql, row -> row.getString(1), environment, kind.plural())));
    }

    /**
     * Returns the last value sent of each of these fields, and of some others, and what Ditio ignored of any. The table grows
     * for years, the rest of it is not read.
     */
    SentBefore sentBefore(EntryKind kind, Set<String> fields) {
        String sql = "select company_id, project_number, number, sent, kept from ditio_catalogue"
                + " where environment = ? and kind = ? and (kept <> '' or outcome = 'done' and (false"
                + " or sent like ?".repeat(fields.size()) + ")) order by entry";
        List<Object> values = new ArrayList<>(List.of(environment, kind.plural()));
        fields.forEach(field -> values.add("%\"" + field + "\":%"));
        SentBefore before = new SentBefore(new HashMap<>(), new HashMap<>());
        database.call(
                "reading what was sent of " + kind.plural(),
                connection -> Jdbc.list(connection, sql, row -> note(before, row), values.toArray()));
        return before;
    }

    private static EntryKey note(SentBefore before, ResultSet row) throws SQLException {
        EntryKey key = new EntryKey(row.getString(1), row.getString(2), row.getString(3));
        JsonNode sent = read(row.getString(4));
        JsonNode kept = read(row.getString(5));
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            String name = field.getKey();
            if (kept.isEmpty()) {
                before.last().computeIfAbsent(key, any -> new HashMap<>()).put(name, field.getValue());
            } else {
                before.ignored()
                        .computeIfAbsent(key, any -> new ArrayList<>())
                        .add(new Change.Ignored(name, field.getValue(), kept.path(name)));
            }
        }
        return key;
    }

    private static JsonNode read(String sent) {
        try {
            return JSON.readTree(sent.isEmpty() ? "{}" : sent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was sent is not JSON any longer: " + sent, e);
        }
    }
}
