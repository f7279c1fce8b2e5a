package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Retires what Ditio has and no row mentions, of the companies that the rows name and of no other: deactivated, or deleted
 * where the user asks for it and Ditio allows.
 */
final class Retirement {

    private final Kind kind;
    private final Settings settings;
    private final Wish wish;
    private final Set<Key> mentioned;
    private final Set<String> companies;
    private final Map<Key, JsonNode> catalogue;

    /** @param mentioned the keys of all rows */
    Retirement(Kind kind, Settings settings, Wish wish, Stock stock, Set<Key> mentioned) {
        this.kind = kind;
        this.settings = settings;
        this.wish = wish;
        this.mentioned = Set.copyOf(mentioned);
        this.companies = mentioned.stream().map(Key::company).collect(Collectors.toSet());
        this.catalogue = stock.ofCompanies(companies);
    }

    /**
     * Returns an entry for each that may have to go. Of those that are inactive already it depends on whether Ditio allows
     * to delete them, so only the active ones count as too many here.
     *
     * @param everyRowHasAKey whether it is known what the rows mention
     */
    List<Item> plan(boolean everyRowHasAKey) {
        List<Item> retired = catalogue.entrySet().stream()
                .filter(there -> !mentioned.contains(there.getKey()))
                .filter(there -> wish.delete() || isActive(there.getValue()))
                .map(there -> item(there.getKey(), there.getValue()))
                .toList();
        if (!everyRowHasAKey) {
            block(retired, "a row has no number, so what is missing cannot be told: fix it first");
        }
        List<Item> active =
                retired.stream().filter(item -> !item.changes().isEmpty()).toList();
        block(retired, tooMany(active));
        return retired;
    }

    /** Blocks all where too many would go, once it is known what Ditio allows to delete. */
    void limit(List<Item> items) {
        List<Item> retired =
                items.stream().filter(item -> item.isOpen() && item.isRetired()).toList();
        block(retired, tooMany(retired));
    }

    private Item item(Key key, JsonNode entry) {
        Change deactivation = new Change("active", entry.path("active"), BooleanNode.FALSE);
        return Item.toRetire(kind, key, entry.path("id").asText(), isActive(entry) ? List.of(deactivation) : List.of());
    }

    private static boolean isActive(JsonNode entry) {
        return entry.path("active").asBoolean();
    }

    private static void block(List<Item> retired, String objection) {
        retired.stream().filter(item -> !objection.isEmpty() && item.isOpen()).forEach(item -> item.block(objection));
    }

    /** Returns why so many are not retired; empty where they may be. No company may lose too large a share. */
    private String tooMany(List<Item> items) {
        List<Key> retired = items.stream().map(Item::key).toList();
        if (wish.force()) {
            return "";
        }
        if (retired.size() > settings.retireAtMost()) {
            return tooMany(retired.size(), catalogue.size());
        }
        return companies.stream()
                .filter(company -> count(retired, company) * 100
                        > count(catalogue.keySet(), company) * settings.retireAtMostPercent())
                .map(company -> tooMany(count(retired, company), count(catalogue.keySet(), company)))
                .findFirst()
                .orElse("");
    }

    private String tooMany(long count, long size) {
        return "%d of %d would be retired at once, more than %d or %d %%: if that is right, --force"
                .formatted(count, size, settings.retireAtMost(), settings.retireAtMostPercent());
    }

    private static long count(Collection<Key> keys, String company) {
        return keys.stream().filter(key -> key.company().equals(company)).count();
    }
}
