package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.merge;
import static no.ditioroutes.stream.tables.TestRecords.mergeInto;
import static no.ditioroutes.stream.tables.TestRecords.records;
import static no.ditioroutes.stream.tables.TestRecords.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.RecordFields;

class ValuesTest {

    @OnBothDatabases
    void keepsEveryCharacterOfATextAndOfThePayload(TestDatabase database) {
        String name = "Gråbøl\\\\ñ\\t\\n\\r æøå 😀 漢字 \\\"x\\\" \\\\N";
        merge(database, live("a", 1, "'machineName':'" + name + "'", "'unknown':{'x':[1,2.50]}"));

        assertThat(database.query("select machine_name from machine_registrations"))
                .containsExactly("Gråbøl\\ñ\t\n\r æøå 😀 漢字 \"x\" \\N");
        assertThat(payload(database).get("machineName")).isEqualTo("Gråbøl\\ñ\t\n\r æøå 😀 漢字 \"x\" \\N");
        assertThat(payload(database).get("unknown")).hasToString("{x=[1, 2.5]}");
    }

    @OnBothDatabases
    void takesNoDateForNull(TestDatabase database) {
        merge(database, live("a", 1, "'startDateTime':'0001-01-01T00:00:00'", "'stopDateTime':''", "'driverName':''"));

        assertThat(database.query("select id from machine_registrations where start_date_time is null"
                        + " and stop_date_time is null and driver_name is null"))
                .containsExactly("a");
    }

    @OnBothDatabases
    void readsEveryFormOfATimeAndTakesOneWithoutOffsetForUtc(TestDatabase database) {
        merge(
                database,
                live("a", 1, "'startDateTime':'2026-07-01T10:00:00.1234567Z'"),
                live("b", 1, "'startDateTime':'2026-07-01T12:00:00+02:00'"),
                live("c", 1, "'startDateTime':'2026-07-01T10:00:00'"),
                live("d", 1, "'startDateTime':'2026-07-01'"));

        assertThat(database.query("select id from machine_registrations order by start_date_time, id"))
                .containsExactly("d", "b", "c", "a");
        assertThat(database.query("select id from machine_registrations"
                        + " where start_date_time = timestamp with time zone '2026-07-01 10:00:00+00'"))
                .containsExactly("b", "c");
    }

    @OnBothDatabases
    void fillsAColumnThatWasAddedMeanwhile(TestDatabase database) {
        merge(database, live("a", 1, "'fuelUsed':1"));
        database.execute("alter table machine_registrations add fuel_used int");

        merge(database, live("b", 1, "'fuelUsed':2"));

        assertThat(database.query("select fuel_used from machine_registrations order by id"))
                .containsExactly(null, "2");
    }

    @OnBothDatabases
    void fillsATableOfAnyColumns(TestDatabase database) {
        database.execute(
                """
                create table absences (id varchar(10) primary key, modified_date_time timestamp with time zone,
                    amount numeric(20, 8), days int, on_day date, tags %1$s, remark %1$s, gone boolean,
                    twice int generated always as (days * 2)%2$s, payload %1$s not null)"""
                        .formatted(database.isH2() ? "json" : "jsonb", database.isH2() ? "" : " stored"));

        mergeInto(
                database,
                "absences",
                live(
                        "a",
                        1,
                        "'amount':123456789012.12345678",
                        "'days':7",
                        "'onDay':'2026-07-01T00:00:00Z'",
                        "'tags':[1,{'x':'y'}]",
                        "'remark':'[it]'",
                        "'gone':true"));

        assertThat(database.query("select amount from absences")).containsExactly("123456789012.12345678");
        assertThat(database.query("select twice from absences")).containsExactly("14");
        assertThat(database.query("select on_day from absences")).containsExactly("2026-07-01");
        assertThat(database.query("select cast(remark as varchar) from absences"))
                .containsExactly("\"[it]\"");
        assertThat(database.query("select cast(tags as varchar) from absences")
                        .get(0)
                        .replace(" ", ""))
                .isEqualTo("[1,{\"x\":\"y\"}]");
    }

    @OnBothDatabases
    void takesRecordsThatWereReadForOtherFields(TestDatabase database) {
        Table table = table(database);

        merge(database, table, records(new RecordFields(List.of("qty")), live("a", 1, "'machineName':'M'", "'qty':2")));

        assertThat(database.query("select machine_name from machine_registrations where qty = 2"))
                .containsExactly("M");
    }

    @OnBothDatabases
    void writesJsonOfAFieldThatWasNotRead(TestDatabase database) {
        database.execute("alter table machine_registrations add tags " + (database.isH2() ? "json" : "jsonb"));
        Table table = table(database);

        merge(database, table, records(new RecordFields(List.of()), live("a", 1, "'tags':{'x':['y',1]}")));

        assertThat(database.query("select cast(tags as varchar) from machine_registrations"))
                .singleElement()
                .satisfies(tags -> assertThat(tags.replace(" ", "")).isEqualTo("{\"x\":[\"y\",1]}"));
    }

    private static DitioRecord payload(TestDatabase database) {
        String payload =
                database.query("select payload from machine_registrations").get(0);
        return records(new RecordFields(List.of()), payload).get(0);
    }
}
