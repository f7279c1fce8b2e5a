package no.ditioroutes.store;

import static no.ditioroutes.store.Database.live;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import no.ditioroutes.ditio.DitioRecord;

class SeenTest {

    private static final Store.Window JANUARY =
            new Store.Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    private static final Instant AS_OF = Instant.parse("2026-01-01T00:00:05Z");

    @OnBothDatabases
    void tellsTheRowsOfAWindowThatNoSliceShowed(Database database) {
        database.merge(
                live("on the first page", 1, "'stopDateTime':'2026-01-01T00:00:00Z'"),
                live("on the second", 1, "'stopDateTime':'2026-01-15T00:00:00Z'"),
                live("on none", 1, "'stopDateTime':'2026-02-01T00:00:00Z'"),
                live("changed since", 6, "'stopDateTime':'2026-01-15T00:00:00Z'"),
                live("outside", 1, "'stopDateTime':'2026-02-01T00:00:01Z'"));

        remember(database, "slice 1", "on the first page", "elsewhere");
        remember(database, "slice 1", "on the first page");
        remember(database, "slice 2", "on the second");
        remember(database, "slice of another backfill", "on none");

        Store.Unseen unseen = unseen(database, "slice 1", "slice 2");
        assertThat(unseen.ids()).containsExactly("on none");
        assertThat(unseen.rows()).isEqualTo(4);
    }

    @OnBothDatabases
    void forgetsTheIdsWithTheCursorOfTheirSlice(Database database) {
        remember(database, "slice 1", "a");
        remember(database, "slice 2", "b");

        database.store().remove("slice 1");

        assertThat(database.query("select id from ditio_seen")).containsExactly("b");
    }

    @OnBothDatabases
    void forgetsThemWithTheTransactionToo(Database database) {
        try (Unit unit = database.store().begin()) {
            unit.remember("slice", Set.of("a"));
        }

        assertThat(database.query("select id from ditio_seen")).isEmpty();
    }

    @OnBothDatabases
    void findsTheRecordsThatATableHasInTheVeryVersion(Database database) {
        database.merge(live("same", 2), live("newer", 3), live("older", 1), "{'id':'timeless'}");
        Table table = database.store().table(Database.TABLE);
        List<DitioRecord> records = Database.records(
                table.fields(),
                live("same", 2),
                live("newer", 2),
                live("older", 2),
                live("absent", 2),
                "{'id':'timeless'}");

        try (Unit unit = database.store().begin()) {
            assertThat(Database.ids(unit.standing(table, records))).containsExactly("same", "timeless");
        }
    }

    @OnBothDatabases
    void describesItself(Database database) {
        assertThat(database.store().description())
                .startsWith(database.toString())
                .containsPattern("tables of version \\d+$");
    }

    private static Store.Unseen unseen(Database database, String... slices) {
        Table table = database.store().table(Database.TABLE);
        String column = table.columns().stream()
                .map(Column::name)
                .filter("stop_date_time"::equalsIgnoreCase)
                .findFirst()
                .orElseThrow();
        return database.store().unseen(table, column, JANUARY, List.of(slices), AS_OF);
    }

    private static void remember(Database database, String cursor, String... ids) {
        try (Unit unit = database.store().begin()) {
            unit.remember(cursor, Set.of(ids));
            unit.commit();
        }
    }
}
