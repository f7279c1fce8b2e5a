package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.deleted;
import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.merge;
import static no.ditioroutes.stream.tables.TestRecords.records;
import static no.ditioroutes.stream.tables.TestRecords.storedIds;
import static no.ditioroutes.stream.tables.TestRecords.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.ditio.DitioRecord;

class RefusalsTest {

    @OnBothDatabases
    void storesAllButTheOneRecordTheDatabaseRefuses(TestDatabase database) {
        MergeResult merged = merge(database, block(500, Set.of(123)));

        assertThat(merged.rejected()).singleElement().satisfies(reject -> {
            assertThat(reject.recordId()).isEqualTo("id123");
            assertThat(reject.reason()).contains("qty").contains("many").doesNotContain("insert");
            assertThat(reject.raw()).isEqualTo(live("id123", 1, "'qty':'many'").replace('\'', '"'));
        });
        assertThat(merged.upserted()).hasSize(499);
        assertThat(storedIds(database)).hasSize(499);
    }

    @OnBothDatabases
    void findsEachOfSeveral(TestDatabase database) {
        MergeResult merged = merge(database, block(500, Set.of(0, 250, 499)));

        assertThat(merged.rejected()).extracting(Reject::recordId).containsExactlyInAnyOrder("id0", "id250", "id499");
        assertThat(merged.upserted()).hasSize(497);
        assertThat(storedIds(database)).hasSize(497);
    }

    @OnBothDatabases
    void storesNothingWhereAllAreRefused(TestDatabase database) {
        MergeResult merged = merge(
                database, block(20, Set.copyOf(IntStream.range(0, 20).boxed().toList())));

        assertThat(merged.rejected()).hasSize(20);
        assertThat(merged.upserted()).isEmpty();
        assertThat(storedIds(database)).isEmpty();
    }

    @OnBothDatabases
    void refusesARecordWithoutAnId(TestDatabase database) {
        MergeResult merged =
                merge(database, live("", 1), live("a", 1), "{'id':'','isDeleted':true,'deletedDateTime':'2026-01-01'}");

        assertThat(merged.rejected()).hasSize(2);
        assertThat(storedIds(database)).containsExactly("a");
    }

    @OnBothDatabases
    void losesNoRecordBesideOneThatHoldsANul(TestDatabase database) {
        MergeResult merged = merge(database, live("a", 1, "'machineName':'x\\u0000y'"), live("b", 1));

        assertThat(merged.rejected()).hasSize(database.isH2() ? 0 : 1);
        assertThat(storedIds(database)).endsWith("b");
        assertThat(merged.upserted().size() + merged.rejected().size()).isEqualTo(2);
    }

    @OnBothDatabases
    void losesNoRecordBesideOneThatHoldsHalfACharacter(TestDatabase database) {
        MergeResult merged = merge(database, live("a", 1, "'machineName':'x\\ud83dy'"), live("b", 1));

        assertThat(storedIds(database)).endsWith("b");
        assertThat(merged.upserted().size() + merged.rejected().size()).isEqualTo(2);
    }

    @OnBothDatabases
    void doesNotTakeALostTableForBadRecords(TestDatabase database) {
        Table table = table(database);
        List<DitioRecord> records = records(table.fields(), live("a", 1), deleted("b", 1));
        database.execute("drop table machine_registrations");

        assertThatThrownBy(() -> merge(database, table, records))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("storing 2 records in the table");
    }

    private static String[] block(int size, Set<Integer> bad) {
        return IntStream.range(0, size)
                .mapToObj(number -> live("id" + number, 1, bad.contains(number) ? "'qty':'many'" : "'qty':1"))
                .toArray(String[]::new);
    }
}
