package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.ditioroutes.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares rows with what Ditio has, and says for each what is to be done. Writes nothing. */
final class Planner {

    /** Columns that are no fields and yet mean something. */
    private static final Set<String> KNOWN = Set.of("companyid", "projectnumber", "category", "id", "line", "reason");

    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

    private final Kind kind;
    private final Settings settings;
    private final Wish wish;
    private final Stock stock;
    private final MachineRules rules;
    private final RowReader reader;
    private final Map<Key, Row> seen = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private boolean everyRowHasAKey = true;
    private Retirement retirement;

    /** @param rules for machines alone */
    Planner(Kind kind, Settings settings, Wish wish, Stock stock, RowReader reader, MachineRules rules) {
        this.kind = kind;
        this.settings = settings;
        this.wish = wish;
        this.stock = stock;
        this.rules = rules;
        this.reader = reader;
    }

    /** One entry for each row, in their order, then those for what no row mentions. */
    List<Item> plan(List<Row> rows) {
        rows.forEach(row -> items.add(item(row)));
        if (wish.retireMissing()) {
            retirement = new Retirement(kind, settings, wish, stock, seen.keySet());
            items.addAll(retirement.plan(everyRowHasAKey));
        }
        return items;
    }

    /** Returns all columns, in plain names, that mean something for a kind. */
    static Set<String> columns(Kind kind) {
        Set<String> columns = new TreeSet<>(KNOWN);
        columns.add(Row.plain(kind.numberField()));
        kind.fields().keySet().forEach(field -> columns.add(Row.plain(field)));
        return columns;
    }

    /** Returns what limits how many are retired; nothing where none are to be. */
    Optional<Retirement> retirement() {
        return Optional.ofNullable(retirement);
    }

    /**
     * Checks the columns of the rows.
     *
     * @throws Failure where none names the entries
     */
    static void checkColumns(Kind kind, List<Row> rows) {
        boolean numbered =
                rows.isEmpty() || rows.stream().anyMatch(row -> row.cells().containsKey(Row.plain(kind.numberField())));
        if (!numbered) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "The rows have no column " + kind.numberField() + ", which names the " + kind.one() + "; they have "
                            + String.join(", ", rows.get(0).cells().keySet()));
        }
        Set<String> unknown = unknownColumns(kind, rows);
        if (!unknown.isEmpty()) {
            LOG.warn("Columns that are no field of a {} are left alone: {}", kind.one(), String.join(", ", unknown));
        }
    }

    /** Columns that mean nothing here. */
    private static Set<String> unknownColumns(Kind kind, List<Row> rows) {
        Set<String> unknown = new TreeSet<>();
        rows.stream().limit(1).forEach(row -> unknown.addAll(row.cells().keySet()));
        unknown.removeAll(columns(kind));
        return unknown;
    }

    private Item item(Row row) {
        Key key = reader.key(row);
        try {
            checkKey(row, key);
            return item(row, key);
        } catch (Blocked e) {
            return Item.blocked(kind, row.line(), key, e.getMessage());
        }
    }

    private Item item(Row row, Key key) throws Blocked {
        Row first = seen.putIfAbsent(key, row);
        if (first != null) {
            throw new Blocked(kind.numberField() + " " + key + " stands in line " + first.line() + " already");
        }
        List<JsonNode> there = stock.of(key);
        if (there.size() > 1) {
            throw new Blocked("Ditio has " + there.size() + " entries of this number: " + ids(there));
        }
        Map<String, JsonNode> values = reader.values(row);
        JsonNode entry = there.isEmpty() ? MissingNode.getInstance() : there.get(0);
        if (rules != null) {
            rules.apply(row, values, entry);
        }
        return there.isEmpty()
                ? Item.toCreate(kind, row.line(), key, values)
                : Item.toPatch(kind, row.line(), key, values, stock.existing(key, entry));
    }

    private void checkKey(Row row, Key key) throws Blocked {
        try {
            reader.checkKey(row);
        } catch (Blocked e) {
            everyRowHasAKey = false;
            throw e;
        }
        if (kind == Kind.WORK_ORDERS && stock.projectId(key).isEmpty()) {
            throw new Blocked("Ditio has no project " + key.project() + " of company " + key.company()
                    + ", or does not show it to this client");
        }
    }

    private static String ids(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.path("id").asText()).collect(Collectors.joining(", "));
    }
}
