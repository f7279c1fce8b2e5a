package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.STREAM;
import static no.ditioroutes.stream.tables.TestRecords.deleted;
import static no.ditioroutes.stream.tables.TestRecords.ids;
import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.merge;
import static no.ditioroutes.stream.tables.TestRecords.records;
import static no.ditioroutes.stream.tables.TestRecords.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.database.Transaction;
import no.ditioroutes.ditio.DitioRecord;

class ReconcilePassesTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-02-01T00:00:00Z");
    private static final String STOP = "'stopDateTime':'2026-01-15T00:00:00Z'";

    @OnBothDatabases
    void knowsTheRowsOfAWindowThatNoPageShowed(TestDatabase database) {
        merge(
                database,
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
        merge(
                database,
                live("same", 1, STOP),
                live("newer", 1, STOP),
                live("moved", 1, STOP),
                live("deleted", 1, STOP));

        begin(database, FROM);
        merge(
                database,
                live("newer", 2, STOP),
                live("moved", 1, "'stopDateTime':'2026-03-01T00:00:00Z'"),
                deleted("deleted", 2),
                live("new", 2, STOP));

        assertThat(gone(database)).containsExactly("same");
    }

    @OnBothDatabases
    void forgetsWhatItNotedWithItsCursor(TestDatabase database) {
        merge(database, live("a", 1, STOP));
        begin(database, FROM);
        cursors(database).remove("slice");

        assertThat(passes(database).find("slice")).isEmpty();
        assertThat(database.query("select id from ditio_expected")).isEmpty();
    }

    @OnBothDatabases
    void isNeededWhereThereAreRowsOrDeletions(TestDatabase database) {
        Table table = table(database);

        assertThat(passes(database).isNeeded(STREAM, table)).isFalse();
        merge(database, deleted("a", 1));
        assertThat(passes(database).isNeeded(STREAM, table)).isTrue();
        assertThat(passes(database).isNeeded("another", table)).isFalse();
        merge(database, live("b", 1));
        assertThat(passes(database).isNeeded("another", table)).isTrue();
    }

    @OnBothDatabases
    void goesBackToOlderVersionsAndBehindDeletions(TestDatabase database) {
        merge(database, live("newer", 5, "'qty':99"), live("deleted", 1), live("same", 3, "'qty':1"), live("older", 1));
        merge(database, deleted("deleted", 5));
        ReconcilePass pass = begin(database, null);

        MergeResult merged = reconcile(
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
        merge(database, live("edited", 1), live("deleted", 1));
        ReconcilePass noted = begin(database, null);
        ReconcilePass since = new ReconcilePass(noted.name(), Instant.parse("2026-01-01T00:00:03Z"), 0);
        merge(database, live("edited", 5), deleted("deleted", 5));

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
        merge(database, live("long ago", 2), live("of late", 8));
        ReconcilePass pass = begin(database, Instant.parse("2026-01-01T00:00:05Z"));

        MergeResult merged = reconcile(database, pass, live("long ago", 1, STOP), live("of late", 1, STOP));

        assertThat(database.query("select id from ditio_expected order by id")).containsExactly("of late");
        assertThat(ids(merged.restored())).containsExactly("long ago", "of late");
    }

    @OnBothDatabases
    void keepsTheOperatorsOwnValuesOfARowThatGoesBack(TestDatabase database) {
        merge(database, live("a", 5));
        database.execute("alter table machine_registrations add column own_note varchar");
        database.execute("update machine_registrations set own_note = 'ours'");
        ReconcilePass pass = begin(database, null);

        reconcile(database, pass, live("a", 1, "'machineName':'before'"));

        assertThat(database.query("select own_note || machine_name from machine_registrations"))
                .containsExactly("oursbefore");
    }

    @OnBothDatabases
    void findsTheRecordsThatATableHasInTheVeryVersion(TestDatabase database) {
        merge(database, live("same", 2), live("newer", 3), live("older", 1), "{'id':'timeless'}");
        Table table = table(database);
        List<DitioRecord> records = records(
                table.fields(),
                live("same", 2),
                live("newer", 2),
                live("older", 2),
                live("absent", 2),
                "{'id':'timeless'}");

        try (Transaction transaction = database.database().begin()) {
            assertThat(ids(new StreamRows(database.database()).current(transaction, table, records)))
                    .containsExactly("same", "timeless");
        }
    }

    @OnBothDatabases
    void describesItself(TestDatabase database) {
        assertThat(database.database().description())
                .startsWith(database.toString())
                .containsPattern("tables of version \\d+$");
    }

    private static MergeResult reconcile(TestDatabase database, ReconcilePass pass, String... records) {
        Table table = table(database);
        try (Transaction transaction = database.database().begin()) {
            MergeResult merged = new StreamRows(database.database())
                    .merge(transaction, STREAM, table, records(table.fields(), records), List.of(), Optional.of(pass));
            transaction.commit();
            return merged;
        }
    }

    private static ReconcilePasses passes(TestDatabase database) {
        return new ReconcilePasses(database.database());
    }

    private static ReconcilePass begin(TestDatabase database, Instant liveSince) {
        Table table = table(database);
        return passes(database).begin(Cursor.first("slice", "here"), STREAM, table, window(table), liveSince);
    }

    private static List<String> gone(TestDatabase database) {
        Table table = table(database);
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
        try (Transaction transaction = database.database().begin()) {
            passes(database).strike(transaction, "slice", Set.of(ids));
            transaction.commit();
        }
    }

    private static Cursors cursors(TestDatabase database) {
        return new Cursors(database.database());
    }
}
