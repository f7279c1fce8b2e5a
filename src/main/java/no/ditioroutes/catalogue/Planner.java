package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares rows with what Ditio has, and says for each what is to be done. Writes nothing. */
final class Planner {

    /** Columns that are no fields and yet mean something. */
    private static final Set<String> KNOWN = Set.of("companyid", "projectnumber", "category", "id", "line", "reason");

    private final Kind kind;
    private final Settings settings;
    private final Wish wish;
    private final Stock stock;
    private final MachineRules rules;
    private final RowReader reader;
    private final Map<Key, Row> seen = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private boolean everyRowHasAKey = true;

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
            items.addAll(retired());
        }
        return items;
    }

    /** Columns that mean nothing here. */
    static Set<String> unknownColumns(Kind kind, List<Row> rows) {
        Set<String> unknown = new TreeSet<>();
        rows.stream().limit(1).forEach(row -> unknown.addAll(row.cells().keySet()));
        unknown.removeAll(KNOWN);
        unknown.remove(Row.plain(kind.numberField()));
        kind.fields().keySet().forEach(field -> unknown.remove(Row.plain(field)));
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

    /** Of the companies that the rows name, and of no other. */
    private List<Item> retired() {
        Set<String> companies = seen.keySet().stream().map(Key::company).collect(Collectors.toSet());
        Map<Key, JsonNode> catalogue = new LinkedHashMap<>(stock.ofCompanies(companies));
        int size = catalogue.size();
        catalogue.keySet().removeAll(new HashSet<>(seen.keySet()));
        catalogue.values().removeIf(entry -> !entry.path("active").asBoolean());
        List<Item> retired = new ArrayList<>();
        catalogue.forEach((key, entry) ->
                retired.add(Item.toRetire(kind, key, entry.path("id").asText(), List.of(deactivation(entry)))));
        String objection = objection(retired.size(), size);
        retired.forEach(item -> {
            if (!objection.isEmpty()) {
                item.block(objection);
            }
        });
        return retired;
    }

    private static Change deactivation(JsonNode entry) {
        return new Change("active", entry.path("active"), BooleanNode.FALSE);
    }

    /** Why so many are not retired; empty where they may be. */
    private String objection(int count, int size) {
        if (!everyRowHasAKey) {
            return "a row has no number, so what is missing cannot be told: mend it first";
        }
        boolean tooMany =
                count > settings.retireAtMost() || count * 100L > (long) size * settings.retireAtMostPercent();
        return tooMany && !wish.force()
                ? "%d of %d would be retired at once, more than %d or %d %%: if that is right, --force"
                        .formatted(count, size, settings.retireAtMost(), settings.retireAtMostPercent())
                : "";
    }
}
