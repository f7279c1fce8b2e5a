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
 * if the user asks for it and Ditio allows.
 */
final class Retirement {

    private final EntryKind kind;
    private final CatalogueSettings settings;
    private final ApplyOptions options;
    private final Set<String> companies;
    private final Map<EntryKey, JsonNode> catalogue;
    private final List<PlanEntry> entries;

    /**
     * Plans an entry for each that may have to go. Of those that are inactive already it depends on whether Ditio allows to
     * delete them, so only the active ones count as too many here.
     *
     * @param mentioned the keys of all rows
     * @param everyRowHasAKey whether it is known what the rows mention
     */
    Retirement(
            EntryKind kind,
            CatalogueSettings settings,
            ApplyOptions options,
            RemoteCatalogue remote,
            Set<EntryKey> mentioned,
            boolean everyRowHasAKey) {
        this.kind = kind;
        this.settings = settings;
        this.options = options;
        this.companies = mentioned.stream().map(EntryKey::company).collect(Collectors.toSet());
        this.catalogue = remote.ofCompanies(companies);
        this.entries = catalogue.entrySet().stream()
                .filter(present -> !mentioned.contains(present.getKey()))
                .filter(present -> options.delete() || isActive(present.getValue()))
                .map(present -> entry(present.getKey(), present.getValue()))
                .toList();
        if (!everyRowHasAKey) {
            block(entries, "a row has no number, so it is unknown what is missing: fix it first");
        }
        List<PlanEntry> active =
                entries.stream().filter(entry -> !entry.changes().isEmpty()).toList();
        block(entries, tooMany(active));
    }

    List<PlanEntry> entries() {
        return entries;
    }

    /** Returns the entries that are to be deleted if Ditio allows. */
    List<PlanEntry> toBeAsked() {
        return options.delete() ? entries.stream().filter(PlanEntry::isOpen).toList() : List.of();
    }

    /** Blocks all if too many would go, once it is known what Ditio allows to delete. */
    void limit() {
        List<PlanEntry> retired = entries.stream().filter(PlanEntry::isOpen).toList();
        block(retired, tooMany(retired));
    }

    private PlanEntry entry(EntryKey key, JsonNode present) {
        Change deactivation = new Change("active", present.path("active"), BooleanNode.FALSE);
        List<Change> changes = isActive(present) ? List.of(deactivation) : List.of();
        return PlanEntry.toRetire(kind, key, present.path("id").asText(), changes);
    }

    private static boolean isActive(JsonNode entry) {
        return entry.path("active").asBoolean();
    }

    private static void block(List<PlanEntry> retired, String objection) {
        retired.stream()
                .filter(entry -> !objection.isEmpty() && entry.isOpen())
                .forEach(entry -> entry.block(objection));
    }

    /** Returns why so many are not retired; empty if they may be. No company may lose too large a share. */
    private String tooMany(List<PlanEntry> retired) {
        List<EntryKey> keys = retired.stream().map(PlanEntry::key).toList();
        if (options.force()) {
            return "";
        }
        if (keys.size() > settings.retireAtMost()) {
            return tooMany(keys.size(), catalogue.size());
        }
        return companies.stream()
                .filter(company -> count(keys, company) * 100
                        > count(catalogue.keySet(), company) * settings.retireAtMostPercent())
                .map(company -> tooMany(count(keys, company), count(catalogue.keySet(), company)))
                .findFirst()
                .orElse("");
    }

    private String tooMany(long count, long size) {
        return "%d of %d would be retired at once, more than %d or %d %%: if that is right, --force"
                .formatted(count, size, settings.retireAtMost(), settings.retireAtMostPercent());
    }

    private static long count(Collection<EntryKey> keys, String company) {
        return keys.stream().filter(key -> key.company().equals(company)).count();
    }
}
