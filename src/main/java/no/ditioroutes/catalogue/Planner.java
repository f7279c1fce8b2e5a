package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.CellParser.RowBlockedException;
import no.ditioroutes.catalogue.RemoteCatalogue.SentBefore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares rows with what Ditio has, and says for each what is to be done. Writes nothing. For one thread. */
final class Planner {

    /**
     * The result of a comparison.
     *
     * @param entries one for each row, in their order, then those that no row mentions
     * @param retirement retires the latter; empty if none are to be retired
     * @param objection why the rows are rejected entirely; empty if at least half of them can be read
     */
    record Plan(List<PlanEntry> entries, Optional<Retirement> retirement, String objection) {}

    /** Columns that are no fields and yet mean something. */
    private static final Set<String> KNOWN = Set.of("companyid", "projectnumber", "category", "id", "line", "reason");

    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

    private final EntryKind kind;
    private final RemoteCatalogue remote;
    private final SentBefore before;
    private final Optional<MachineRules> rules;
    private final CellParser parser;
    private final Map<EntryKey, CatalogueRow> seen = new HashMap<>();
    private boolean everyRowHasAKey = true;
    private int bad;
    private String firstBad = "";

    /**
     * @param before what earlier applications sent
     * @param rules the rules for machines; empty for other kinds
     */
    Planner(
            EntryKind kind,
            CellParser parser,
            RemoteCatalogue remote,
            SentBefore before,
            Optional<MachineRules> rules) {
        this.kind = kind;
        this.parser = parser;
        this.remote = remote;
        this.before = before;
        this.rules = rules;
    }

    /** Returns the plan for these rows. */
    Plan plan(List<CatalogueRow> rows, CatalogueSettings settings, ApplyOptions options) {
        List<PlanEntry> entries = new ArrayList<>();
        rows.forEach(row -> entries.add(entry(row)));
        Optional<Retirement> retirement = options.retireMissing()
                ? Optional.of(new Retirement(kind, settings, options, remote, seen.keySet(), everyRowHasAKey))
                : Optional.empty();
        retirement.ifPresent(retired -> entries.addAll(retired.entries()));
        return new Plan(List.copyOf(entries), retirement, objection(rows.size()));
    }

    /** Returns all columns, in plain names, that mean something for a kind. */
    static Set<String> columns(EntryKind kind) {
        Set<String> columns = new TreeSet<>(KNOWN);
        columns.add(CatalogueRow.plain(kind.numberField()));
        kind.fields().keySet().forEach(field -> columns.add(CatalogueRow.plain(field)));
        return columns;
    }

    /**
     * Checks the columns of the rows.
     *
     * @throws UserFacingException if none names the entries
     */
    static void checkColumns(EntryKind kind, List<CatalogueRow> rows) {
        if (!rows.isEmpty() && rows.stream().noneMatch(row -> row.hasColumn(kind.numberField()))) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The rows have no column " + kind.numberField() + ", which names the " + kind.one() + "; they have "
                            + String.join(", ", rows.get(0).cells().keySet()));
        }
        Set<String> unknown = new TreeSet<>();
        rows.stream().limit(1).forEach(row -> unknown.addAll(row.cells().keySet()));
        unknown.removeAll(columns(kind));
        if (!unknown.isEmpty()) {
            LOG.warn("Columns that are no field of a {} are left alone: {}", kind.one(), String.join(", ", unknown));
        }
    }

    private PlanEntry entry(CatalogueRow row) {
        EntryKey key = parser.key(row);
        try {
            return entry(row, key);
        } catch (RowBlockedException e) {
            return PlanEntry.blocked(kind, row.line(), key, e.getMessage());
        }
    }

    private PlanEntry entry(CatalogueRow row, EntryKey key) throws RowBlockedException {
        try {
            parser.checkKey(row, key);
        } catch (RowBlockedException e) {
            everyRowHasAKey = false;
            throw noted(row, e);
        }
        Optional<RowBlockedException> unreadable = Optional.empty();
        Map<String, JsonNode> values = Map.of();
        try {
            values = parser.values(row);
        } catch (RowBlockedException e) {
            unreadable = Optional.of(noted(row, e));
        }
        JsonNode present = present(row, key);
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        return compared(row, key, values, present);
    }

    private PlanEntry compared(CatalogueRow row, EntryKey key, Map<String, JsonNode> values, JsonNode present)
            throws RowBlockedException {
        if (rules.isPresent()) {
            rules.get().apply(row, values, present);
        }
        return present.isMissingNode()
                ? PlanEntry.toCreate(kind, row.line(), key, values)
                : PlanEntry.toPatch(kind, row.line(), key, values, remote.withSent(before, key, present));
    }

    /** Returns the entry that Ditio has by this key; missing if it has none. */
    private JsonNode present(CatalogueRow row, EntryKey key) throws RowBlockedException {
        if (kind == EntryKind.WORK_ORDERS && remote.projectId(key).isEmpty()) {
            throw new RowBlockedException("Ditio has no project " + key.project() + " of company " + key.company()
                    + ", or does not show it to this client");
        }
        CatalogueRow first = seen.putIfAbsent(key, row);
        if (first != null) {
            throw new RowBlockedException(
                    kind.numberField() + " " + key + " stands in line " + first.line() + " already");
        }
        List<JsonNode> present = remote.entries(key);
        if (present.size() > 1) {
            String ids =
                    present.stream().map(entry -> entry.path("id").asText()).collect(Collectors.joining(", "));
            throw new RowBlockedException("Ditio has " + present.size() + " entries of this number: " + ids);
        }
        return present.isEmpty() ? MissingNode.getInstance() : present.get(0);
    }

    /** Counts a row that is bad by itself, whatever Ditio has. */
    private RowBlockedException noted(CatalogueRow row, RowBlockedException why) {
        firstBad = bad++ == 0 ? "line " + row.line() + ": " + why.getMessage() : firstBad;
        return why;
    }

    private String objection(int rows) {
        return bad * 2 > rows
                ? String.format(
                        Locale.ROOT,
                        "%,d of its %,d rows are bad, more than half. The first is %s",
                        bad,
                        rows,
                        firstBad)
                : "";
    }
}
