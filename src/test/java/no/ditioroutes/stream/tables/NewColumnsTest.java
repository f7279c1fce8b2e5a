package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.TABLE;
import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.merge;
import static no.ditioroutes.stream.tables.TestRecords.records;
import static no.ditioroutes.stream.tables.TestRecords.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;

/** Columns that are added to a table with rows. */
class NewColumnsTest {

    private static final String FILLED = "select count(*) from machine_registrations where created_by_name is not null";

    @OnBothDatabases
    void fillsAllRowsBlockByBlockAndGoesOnWhereItStopped(TestDatabase database) {
        merge(database, rows(2_500));
        database.execute("alter table machine_registrations add column created_by_name varchar");

        int[] blocks = {0};
        new NewColumns(database.database(), () -> blocks[0]++ == 1).fill(TABLE);
        assertThat(database.query(FILLED)).containsExactly("1000");

        database.execute("update machine_registrations set created_by_name = null where id = 'id0001'");
        Table table = fill(database);
        assertThat(database.query(FILLED))
                .as("it went on behind the first block")
                .containsExactly("2499");
        assertThat(table.unchecked()).isEmpty();
    }

    @OnBothDatabases
    void leavesAColumnAloneWhoseFieldNoRecordHas(TestDatabase database) {
        merge(database, rows(3));
        database.execute("alter table machine_registrations add column own_note varchar default 'ours' not null");

        Table table = fill(database);
        merge(database, live("another", 1));

        assertThat(table.candidates()).extracting(Column::field).containsExactly("ownNote");
        assertThat(table.unchecked()).isEmpty();
        assertThat(database.query("select own_note from machine_registrations"))
                .hasSize(4)
                .containsOnly("ours");
    }

    @OnBothDatabases
    void keepsTheOperatorsValuesWhereThePayloadHasNone(TestDatabase database) {
        merge(database, live("with", 1, "'createdByName':'Kari'"), live("without", 1));
        database.execute("alter table machine_registrations add column created_by_name varchar default 'ours'");

        fill(database);

        assertThat(database.query("select created_by_name from machine_registrations order by id"))
                .containsExactly("Kari", "ours");
    }

    @OnBothDatabases
    void leavesOutWhatTheColumnRefuses(TestDatabase database) {
        merge(database, live("bad", 1, "'fuelUsed':'mye'"), live("good", 1, "'fuelUsed':7"), live("none", 1));
        database.execute("alter table machine_registrations add column fuel_used int");

        Table table = fill(database);

        assertThat(database.query("select fuel_used from machine_registrations order by id"))
                .containsExactly(null, "7", null);
        assertThat(table.unchecked()).isEmpty();
    }

    @OnBothDatabases
    void fillsColumnsOfEveryType(TestDatabase database) {
        merge(
                database,
                live("a", 1, "'onDay':'2026-07-01T00:00:00Z'", "'tags':[1,{'x':'y'}]", "'amount':1.25", "'gone':true"));
        database.execute(
                "alter table machine_registrations add column on_day date",
                "alter table machine_registrations add column tags " + (database.isH2() ? "json" : "jsonb"),
                "alter table machine_registrations add column amount numeric(20, 8)",
                "alter table machine_registrations add column gone boolean");

        fill(database);
        fill(database);

        assertThat(database.query("select id from machine_registrations where on_day = date '2026-07-01'"
                        + " and amount = 1.25 and gone"))
                .containsExactly("a");
        assertThat(database.query("select cast(tags as varchar) from machine_registrations")
                        .get(0)
                        .replace(" ", ""))
                .isEqualTo("[1,{\"x\":\"y\"}]");
    }

    @OnBothDatabases
    void takesAColumnThatWasDroppedAndAddedAgainForANewOne(TestDatabase database) {
        merge(database, rows(3));
        database.execute("alter table machine_registrations add column created_by_name varchar");
        fill(database);
        database.execute("alter table machine_registrations drop column created_by_name");
        database.execute("alter table machine_registrations add column own_note varchar");
        fill(database);

        database.execute("alter table machine_registrations add column created_by_name varchar");
        fill(database);

        assertThat(database.query(FILLED)).containsExactly("3");
    }

    @OnBothDatabases
    void leavesARowThatGotANewerVersionAsItIs(TestDatabase database) {
        merge(database, rows(1));
        database.execute("alter table machine_registrations add column created_by_name varchar");
        Table table = table(database);
        Column added = table.unchecked().stream()
                .filter(column -> column.field().equals("createdByName"))
                .findFirst()
                .orElseThrow();
        Table narrow = table.only(List.of(added));

        merge(database, live("id0000", 2, "'createdByName':'newer'"));
        StreamSql statements = StreamSql.of(database.database().dialect());
        int changed = database.database()
                .inTransaction("filling", connection -> new ColumnFill(connection, statements, narrow)
                        .fill(narrow, added, records(table.fields(), rows(1))));
        assertThat(changed).isZero();

        assertThat(database.query("select created_by_name from machine_registrations"))
                .containsExactly("newer");
    }

    @OnBothDatabases
    void fillsAColumnAlsoInTheRowsOfARunThatBeganBeforeItWasAdded(TestDatabase database) {
        Table before = table(database);
        merge(database, before, records(before.fields(), rows(1)));
        database.execute("alter table machine_registrations add column created_by_name varchar");
        database.execute("alter table machine_registrations add column own_note varchar default 'ours' not null");
        fill(database);

        merge(database, before, records(before.fields(), live("id0000", 2, "'createdByName':'newer'")));
        merge(database, before, records(before.fields(), live("id0001", 1, "'createdByName':'new'")));

        assertThat(database.query("select created_by_name from machine_registrations order by id"))
                .containsExactly("newer", "new");
        assertThat(database.query("select own_note from machine_registrations")).containsOnly("ours");
    }

    @OnBothDatabases
    void adoptsAColumnWhoseFieldOnlySuchARunSees(TestDatabase database) {
        Table before = table(database);
        database.execute("alter table machine_registrations add column created_by_name varchar");
        fill(database);

        merge(database, before, records(before.fields(), rows(2)));

        assertThat(database.query(FILLED)).containsExactly("2");
        assertThat(table(database).columns()).extracting(Column::field).contains("createdByName");
    }

    @OnBothDatabases
    void storesALiveRecordAsNotDeleted(TestDatabase database) {
        merge(database, live("absent", 1), live("null", 1, "'isDeleted':null"), live("false", 1, "'isDeleted':false"));

        assertThat(database.query("select id from machine_registrations where not is_deleted"))
                .hasSize(3);
    }

    @OnBothDatabases
    void setsTheFlagOfRowsThatAreThere(TestDatabase database) {
        merge(database, live("a", 1), live("b", 1));
        database.execute("update machine_registrations set is_deleted = null");

        fill(database);

        assertThat(database.query("select id from machine_registrations where not is_deleted"))
                .hasSize(2);
    }

    private static Table fill(TestDatabase database) {
        return new NewColumns(database.database(), () -> false).fill(TABLE);
    }

    private static String[] rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> live("id%04d".formatted(number), 1, "'createdByName':'Kari Ødegård'"))
                .toArray(String[]::new);
    }
}
