package no.ditioroutes.store;

import static no.ditioroutes.store.TestDatabase.deleted;
import static no.ditioroutes.store.TestDatabase.ids;
import static no.ditioroutes.store.TestDatabase.live;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.ditio.DitioRecord;

class ReconcilePassesTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");
    private static final String STOP = "'stopDateTime':'2026-01-15T00:00:00Z'";

    @OnBothDatabases
    void knowsTheRowsOfAWindowThatNoPageShowed(TestDatabase database) {
        database.merge(
                live("at the start", 1, "'stopDateTime':'2026-01-01T00:00:00Z'"),
                live("at the end", 1, "'stopDateTime':'2026-02-01T00:00:00Z'"),
                live("shown", 1, STOP),
                live("outside", 1, "'stopDateTime':'2026-02-01T00:00:01Z'"),
                live("without a date", 1));

        ReconcilePass pass = begin(database, Instant.parse("2027-01-01T00:00:00Z"));
        strike(database, "shown", "elsewhere");
        strike(database, "shown");

        assertThat(pass.rows()).isEqualTo(3);
        assertThat(gone(database)).containsExactly("at the end", "at the start");
    }

    @OnBothDatabases
    void leavesRowsThatChangedSince(TestDatabase database) {
        database.merge(live("same", 1, STOP), live("newer", 1, STOP), live("moved", 1, STOP), live("deleted", 1, STOP));

        begin(database, FROM);
        database.merge(
                live("newer", 2, STOP),
                live("moved", 1, "'stopDateTime':'2026-03-01T00:00:00Z'"),
                deleted("deleted", 2),
                live("new", 2, STOP));

        assertThat(gone(database)).containsExactly("same");
    }

    @OnBothDatabases
    void forgetsWhatItNotedWithItsCursor(TestDatabase database) {
        database.merge(live("a", 1, STOP));
        begin(database, FROM);
        database.store().remove("slice");

        assertThat(passes(database).find("slice")).isEmpty();
        assertThat(database.query("select id from ditio_expected")).isEmpty();
    }

    @OnBothDatabases
    void isNeededWhereThereAreRowsOrDeletions(TestDatabase database) {
        Table table = database.store().table(TestDatabase.TABLE);

        assertThat(passes(database).isNeeded(TestDatabase.STREAM, table)).isFalse();
        database.merge(deleted("a", 1));
        assertThat(passes(database).isNeeded(TestDatabase.STREAM, table)).isTrue();
        assertThat(passes(database).isNeeded("another", table)).isFalse();
        database.merge(live("b", 1));
        assertThat(passes(database).isNeeded("another", table)).isTrue();
    }

    @OnBothDatabases
    void goesBackToOlderVersionsAndBehindDeletions(TestDatabase database) {
        database.merge(live("newer", 5, "'qty':99"), live("deleted", 1), live("same", 3, "'qty':1"), live("older", 1));
        database.merge(deleted("deleted", 5));
        ReconcilePass pass = begin(database, null);

        Merged merged = reconcile(
                database,
                pass,
                live("newer", 2, "'qty':1"),
                live("deleted", 1),
                live("same", 3, "'qty':1"),
                live("older", 4));

        assertThat(ids(merged.upserted())).containsExactly("newer", "deleted", "older");
        assertThat(ids(merged.restored())).containsExactly("newer", "deleted");
        assertThat(database.query("select qty from machine_registrations where id = 'newer'"))
                .first()
                .satisfies(qty -> assertThat(Double.parseDouble(qty)).isEqualTo(1));
        assertThat(database.query("select id from ditio_deleted")).isEmpty();
    }

    @OnBothDatabases
    void doesNotOverwriteWhatCameSinceItBegan(TestDatabase database) {
        database.merge(live("edited", 1), live("deleted", 1));
        ReconcilePass noted = begin(database, null);
        ReconcilePass since = new ReconcilePass(noted.name(), Instant.parse("2026-01-01T00:00:03Z"), 0);
        database.merge(live("edited", 5), deleted("deleted", 5));

        assertThat(reconcile(database, noted, live("edited", 2), live("deleted", 2))
                        .upserted())
                .isEmpty();
        assertThat(reconcile(database, since, live("edited", 2), live("deleted", 2))
                        .upserted())
                .isEmpty();
    }

    /** Rows outside of the window are noted only if the stream's own run might replace them. */
    @OnBothDatabases
    void goesBackAlsoForARowThatWasOutsideOfTheWindow(TestDatabase database) {
        database.merge(live("long ago", 2), live("of late", 8));
        ReconcilePass pass = begin(database, Instant.parse("2026-01-01T00:00:05Z"));

        Merged merged = reconcile(database, pass, live("long ago", 1, STOP), live("of late", 1, STOP));

        assertThat(database.query("select id from ditio_expected order by id")).containsExactly("of late");
        assertThat(ids(merged.restored())).containsExactly("long ago", "of late");
    }

    @OnBothDatabases
    void keepsTheOperatorsOwnValuesOfARowThatGoesBack(TestDatabase database) {
        database.merge(live("a", 5));
        database.execute("alter table machine_registrations add column own_note varchar");
        database.execute("update machine_registrations set own_note = 'ours'");
        ReconcilePass pass = begin(database, null);

        reconcile(database, pass, live("a", 1, "'machineName':'before'"));

        assertThat(database.query("select own_note || machine_name from machine_registrations"))
                .containsExactly("oursbefore");
    }

    @OnBothDatabases
    void findsTheRecordsThatATableHasInTheVeryVersion(TestDatabase database) {
        database.merge(live("same", 2), live("newer", 3), live("older", 1), "{'id':'timeless'}");
        Table table = database.store().table(TestDatabase.TABLE);
        List<DitioRecord> records = TestDatabase.records(
                table.fields(),
                live("same", 2),
                live("newer", 2),
                live("older", 2),
                live("absent", 2),
                "{'id':'timeless'}");

        try (Unit unit = database.store().begin()) {
            assertThat(ids(unit.standing(table, records))).containsExactly("same", "timeless");
        }
    }

    @OnBothDatabases
    void describesItself(TestDatabase database) {
        assertThat(database.store().description())
                .startsWith(database.toString())
                .containsPattern("tables of version \\d+$");
    }

    private static Merged reconcile(TestDatabase database, ReconcilePass pass, String... records) {
        Table table = database.store().table(TestDatabase.TABLE);
        try (Unit unit = database.store().begin()) {
            Merged merged = unit.merge(
                    TestDatabase.STREAM,
                    table,
                    TestDatabase.records(table.fields(), records),
                    List.of(),
                    Optional.of(pass));
            unit.commit();
            return merged;
        }
    }

    private static ReconcilePasses passes(TestDatabase database) {
        return new ReconcilePasses(database.store());
    }

    private static ReconcilePass begin(TestDatabase database, Instant liveSince) {
        Table table = database.store().table(TestDatabase.TABLE);
        return passes(database)
                .begin(Cursor.first("slice", "here"), TestDatabase.STREAM, table, window(table), liveSince);
    }

    private static List<String> gone(TestDatabase database) {
        Table table = database.store().table(TestDatabase.TABLE);
        return passes(database).gone("slice", table, window(table)).stream()
                .map(GoneRow::id)
                .toList();
    }

    private static ReconcileWindow window(Table table) {
        String column = table.columns().stream()
                .map(Column::name)
                .filter("stop_date_time"::equalsIgnoreCase)
                .findFirst()
                .orElseThrow();
        return ReconcileWindow.between(column, FROM, TO);
    }

    private static void strike(TestDatabase database, String... ids) {
        try (Unit unit = database.store().begin()) {
            unit.strike("slice", Set.of(ids));
            unit.commit();
        }
    }
}
