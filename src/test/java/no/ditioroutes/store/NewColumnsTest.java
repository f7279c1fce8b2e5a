package no.ditioroutes.store;

import static no.ditioroutes.store.TestDatabase.live;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

/** Columns that are added to a table with rows. */
class NewColumnsTest {

    private static final String FILLED = "select count(*) from machine_registrations where created_by_name is not null";

    @OnBothDatabases
    void fillsAllRowsBlockByBlockAndGoesOnWhereItStopped(TestDatabase database) {
        database.merge(rows(2_500));
        database.execute("alter table machine_registrations add column created_by_name varchar");

        int[] blocks = {0};
        new NewColumns(database.store(), () -> blocks[0]++ == 1).fill(TestDatabase.TABLE);
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
        database.merge(rows(3));
        database.execute("alter table machine_registrations add column own_note varchar default 'ours' not null");

        Table table = fill(database);
        database.merge(live("another", 1));

        assertThat(table.candidates()).extracting(Column::field).containsExactly("ownNote");
        assertThat(table.unchecked()).isEmpty();
        assertThat(database.query("select own_note from machine_registrations"))
                .hasSize(4)
                .containsOnly("ours");
    }

    @OnBothDatabases
    void keepsTheOperatorsValuesWhereThePayloadHasNone(TestDatabase database) {
        database.merge(live("with", 1, "'createdByName':'Kari'"), live("without", 1));
        database.execute("alter table machine_registrations add column created_by_name varchar default 'ours'");

        fill(database);

        assertThat(database.query("select created_by_name from machine_registrations order by id"))
                .containsExactly("Kari", "ours");
    }

    @OnBothDatabases
    void leavesOutWhatTheColumnRefuses(TestDatabase database) {
        database.merge(live("bad", 1, "'fuelUsed':'mye'"), live("good", 1, "'fuelUsed':7"), live("none", 1));
        database.execute("alter table machine_registrations add column fuel_used int");

        Table table = fill(database);

        assertThat(database.query("select fuel_used from machine_registrations order by id"))
                .containsExactly(null, "7", null);
        assertThat(table.unchecked()).isEmpty();
    }

    @OnBothDatabases
    void fillsColumnsOfEveryType(TestDatabase database) {
        database.merge(
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
        database.merge(rows(3));
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
        database.merge(rows(1));
        database.execute("alter table machine_registrations add column created_by_name varchar");
        Table table = database.store().table(TestDatabase.TABLE);
        Column added = table.unchecked().stream()
                .filter(column -> column.field().equals("createdByName"))
                .findFirst()
                .orElseThrow();
        Table narrow = table.only(List.of(added));

        database.merge(live("id0000", 2, "'createdByName':'newer'"));
        try (Unit unit = database.store().begin()) {
            assertThat(unit.fill(narrow, added, TestDatabase.records(table.fields(), rows(1))))
                    .isZero();
            unit.commit();
        }

        assertThat(database.query("select created_by_name from machine_registrations"))
                .containsExactly("newer");
    }

    @OnBothDatabases
    void fillsAColumnAlsoInTheRowsOfARunThatBeganBeforeItWasAdded(TestDatabase database) {
        Table before = database.store().table(TestDatabase.TABLE);
        database.merge(before, TestDatabase.records(before.fields(), rows(1)));
        database.execute("alter table machine_registrations add column created_by_name varchar");
        database.execute("alter table machine_registrations add column own_note varchar default 'ours' not null");
        fill(database);

        database.merge(before, TestDatabase.records(before.fields(), live("id0000", 2, "'createdByName':'newer'")));
        database.merge(before, TestDatabase.records(before.fields(), live("id0001", 1, "'createdByName':'new'")));

        assertThat(database.query("select created_by_name from machine_registrations order by id"))
                .containsExactly("newer", "new");
        assertThat(database.query("select own_note from machine_registrations")).containsOnly("ours");
    }

    @OnBothDatabases
    void adoptsAColumnWhoseFieldOnlySuchARunSees(TestDatabase database) {
        Table before = database.store().table(TestDatabase.TABLE);
        database.execute("alter table machine_registrations add column created_by_name varchar");
        fill(database);

        database.merge(before, TestDatabase.records(before.fields(), rows(2)));

        assertThat(database.query(FILLED)).containsExactly("2");
        assertThat(database.store().table(TestDatabase.TABLE).columns())
                .extracting(Column::field)
                .contains("createdByName");
    }

    @OnBothDatabases
    void storesALiveRecordAsNotDeleted(TestDatabase database) {
        database.merge(live("absent", 1), live("null", 1, "'isDeleted':null"), live("false", 1, "'isDeleted':false"));

        assertThat(database.query("select id from machine_registrations where not is_deleted"))
                .hasSize(3);
    }

    @OnBothDatabases
    void setsTheFlagOfRowsThatAreThere(TestDatabase database) {
        database.merge(live("a", 1), live("b", 1));
        database.execute("update machine_registrations set is_deleted = null");

        fill(database);

        assertThat(database.query("select id from machine_registrations where not is_deleted"))
                .hasSize(2);
    }

    private static Table fill(TestDatabase database) {
        return new NewColumns(database.store(), () -> false).fill(TestDatabase.TABLE);
    }

    private static String[] rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> live("id%04d".formatted(number), 1, "'createdByName':'Kari Ødegård'"))
                .toArray(String[]::new);
    }
}
