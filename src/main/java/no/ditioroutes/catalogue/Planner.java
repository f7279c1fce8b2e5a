package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

    /** Returns all columns, in plain names, that mean something for a kind. */
    static Set<String> columns(Kind kind) {
        Set<String> columns = new TreeSet<>(KNOWN);
        columns.add(Row.plain(kind.numberField()));
        kind.fields().keySet().forEach(field -> columns.add(Row.plain(field)));
        return columns;
    }

    /** Columns that mean nothing here. */
    static Set<String> unknownColumns(Kind kind, List<Row> rows) {
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

    /** Of the companies that the rows name, and of no other. */
    private List<Item> retired() {
        Set<String> companies = seen.keySet().stream().map(Key::company).collect(Collectors.toSet());
        Map<Key, JsonNode> catalogue = stock.ofCompanies(companies);
        List<Item> retired = catalogue.entrySet().stream()
                .filter(there -> !seen.containsKey(there.getKey()))
                .filter(there -> there.getValue().path("active").asBoolean())
                .map(there -> retired(there.getKey(), there.getValue()))
                .toList();
        String objection = objection(keys(retired), catalogue.keySet(), companies);
        retired.stream().filter(item -> !objection.isEmpty()).forEach(item -> item.block(objection));
        return retired;
    }

    private Item retired(Key key, JsonNode entry) {
        Change deactivation = new Change("active", entry.path("active"), BooleanNode.FALSE);
        return Item.toRetire(kind, key, entry.path("id").asText(), List.of(deactivation));
    }

    /** Why so many are not retired; empty where they may be. No company may lose too large a share. */
    private String objection(List<Key> retired, Set<Key> catalogue, Set<String> companies) {
        if (!everyRowHasAKey) {
            return "a row has no number, so what is missing cannot be told: mend it first";
        }
        if (wish.force()) {
            return "";
        }
        if (retired.size() > settings.retireAtMost()) {
            return tooMany(retired.size(), catalogue.size());
        }
        return companies.stream()
                .filter(company ->
                        count(retired, company) * 100 > count(catalogue, company) * settings.retireAtMostPercent())
                .map(company -> tooMany(count(retired, company), count(catalogue, company)))
                .findFirst()
                .orElse("");
    }

    private String tooMany(long count, long size) {
        return "%d of %d would be retired at once, more than %d or %d %%: if that is right, --force"
                .formatted(count, size, settings.retireAtMost(), settings.retireAtMostPercent());
    }

    private static List<Key> keys(List<Item> items) {
        return items.stream().map(Item::key).toList();
    }

    private static long count(Collection<Key> keys, String company) {
        return keys.stream().filter(key -> key.company().equals(company)).count();
    }
}
