package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.mergeInto;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;

class TablesTest {

    @OnBothDatabases
    void tellsHowToMakeATableThatIsMissing(TestDatabase database) {
        assertThatThrownBy(() -> new Tables(database.database()).table("absences"))
                .isInstanceOfSatisfying(UserFacingException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UserFacingException.Kind.SETTINGS))
                .hasMessageContaining("There is no table absences")
                .satisfies(failure -> database.execute(statement(failure.getMessage())));

        assertThat(new Tables(database.database()).table("absences").fields().names())
                .containsExactly("id", "modifiedDateTime");
    }

    @OnBothDatabases
    void tellsWhichColumnATableLacks(TestDatabase database) {
        database.execute("create table absences (id varchar primary key, modified_date_time varchar)");

        assertThatThrownBy(() -> new Tables(database.database()).table("absences"))
                .hasMessageContaining("lacks")
                .hasMessageContaining("payload");
    }

    @OnBothDatabases
    void takesNoNameForSql(TestDatabase database) {
        assertThatThrownBy(() -> new Tables(database.database()).table("x'; drop table ditio_cursor; --"))
                .isInstanceOf(UserFacingException.class);

        assertThat(cursors(database).all()).isEmpty();
    }

    @OnBothDatabases
    void knowsATableWhoseNameIsAWordOfSql(TestDatabase database) {
        database.execute(
                "create table %s (id varchar primary key, modified_date_time timestamp with time zone, payload varchar)"
                        .formatted(database.isH2() ? "\"USER\"" : "\"user\""));

        mergeInto(database, "user", live("a", 1));

        assertThat(mergeInto(database, "user", live("a", 1)).upserted()).isEmpty();
    }

    @OnBothDatabases
    void readsTheFieldsOfTheShippedTables(TestDatabase database) {
        assertThat(new Tables(database.database())
                        .table("time_registrations")
                        .fields()
                        .names())
                .hasSize(58)
                .contains("id", "workDate", "costPriceBase", "userCompanyOrgNr", "modifiedDateTime");
        assertThat(new Tables(database.database())
                        .table("machine_registrations")
                        .fields()
                        .names())
                .hasSize(22);
    }

    private static String statement(String message) {
        return message.substring(message.indexOf("create table"), message.indexOf(';'));
    }

    private static Cursors cursors(TestDatabase database) {
        return new Cursors(database.database());
    }
}
