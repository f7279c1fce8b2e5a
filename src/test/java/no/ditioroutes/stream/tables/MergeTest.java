package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.deleted;
import static no.ditioroutes.stream.tables.TestRecords.ids;
import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.merge;
import static no.ditioroutes.stream.tables.TestRecords.records;
import static no.ditioroutes.stream.tables.TestRecords.storedIds;
import static no.ditioroutes.stream.tables.TestRecords.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.database.Transaction;

class MergeTest {

    @OnBothDatabases
    void answersWhatChangedInTheOrderGiven(TestDatabase database) {
        merge(database, live("b", 1), live("d", 1));

        MergeResult merged = merge(database, live("c", 2), live("b", 1), live("a", 2), live("d", 2));

        assertThat(ids(merged.upserted())).containsExactly("c", "a", "d");
        assertThat(merged.rejected()).isEmpty();
        assertThat(storedIds(database)).containsExactly("a", "b", "c", "d");
    }

    @OnBothDatabases
    void doesNotOverwriteNewerWithOlder(TestDatabase database) {
        merge(database, live("a", 2, "'machineName':'new'"));

        MergeResult merged = merge(database, live("a", 1, "'machineName':'old'"));

        assertThat(merged.upserted()).isEmpty();
        assertThat(database.query("select machine_name from machine_registrations"))
                .containsExactly("new");
    }

    @OnBothDatabases
    void writesTheSameTimeWithOtherContent(TestDatabase database) {
        merge(database, live("a", 1, "'machineName':'one'"));

        MergeResult merged = merge(database, live("a", 1, "'machineName':'two'"));

        assertThat(ids(merged.upserted())).containsExactly("a");
        assertThat(database.query("select machine_name from machine_registrations"))
                .containsExactly("two");
    }

    @OnBothDatabases
    void writesARecordWithoutATimeOnlyWhereItDiffers(TestDatabase database) {
        merge(database, "{'id':'a','modifiedDateTime':''}");

        assertThat(merge(database, "{'id':'a','modifiedDateTime':''}").upserted())
                .isEmpty();
        assertThat(merge(database, "{'id':'a','modifiedDateTime':null}").upserted())
                .hasSize(1);
        assertThat(merge(database, live("a", 1)).upserted()).hasSize(1);
        assertThat(merge(database, "{'id':'a'}").upserted()).hasSize(1);
    }

    @OnBothDatabases
    void empties(TestDatabase database) {
        merge(database, live("a", 1, "'machineName':'x'", "'qty':1.5"));

        merge(database, live("a", 2, "'machineName':null"));

        assertThat(database.query("select id from machine_registrations where machine_name is null and qty is null"))
                .containsExactly("a");
    }

    @OnBothDatabases
    void removesADeletedRow(TestDatabase database) {
        merge(database, live("a", 1), live("b", 1));

        MergeResult merged = merge(database, deleted("b", 2), deleted("c", 2));

        assertThat(ids(merged.deleted())).containsExactly("b", "c");
        assertThat(storedIds(database)).containsExactly("a");
    }

    @OnBothDatabases
    void knowsARepeatedDeletion(TestDatabase database) {
        merge(database, live("a", 1));
        merge(database, deleted("a", 2));

        assertThat(merge(database, deleted("a", 2)).deleted()).isEmpty();
        assertThat(merge(database, deleted("a", 1)).deleted()).isEmpty();
        assertThat(merge(database, deleted("a", 3)).deleted()).hasSize(1);
    }

    @OnBothDatabases
    void deletesWithoutATimeAsOfNow(TestDatabase database) {
        merge(database, live("a", 1));

        assertThat(merge(database, "{'id':'a','isDeleted':true}").deleted()).hasSize(1);
        assertThat(merge(database, "{'id':'a','isDeleted':true}").deleted()).isEmpty();
        assertThat(merge(database, live("a", 1)).upserted()).isEmpty();
        assertThat(storedIds(database)).isEmpty();
    }

    @OnBothDatabases
    void leavesARowThatIsNewerThanItsDeletion(TestDatabase database) {
        merge(database, live("a", 3));

        MergeResult merged = merge(database, deleted("a", 2));

        assertThat(merged.deleted()).isEmpty();
        assertThat(storedIds(database)).containsExactly("a");
        assertThat(database.query("select id from ditio_deleted")).isEmpty();
    }

    @OnBothDatabases
    void endsDeletedInWhateverOrderTheVersionsCome(TestDatabase database) {
        List<String> versions = List.of(live("?", 1), live("?", 2), deleted("?", 3), live("?", 2));
        List<List<String>> orders = orders(versions);

        for (int order = 0; order < orders.size(); order++) {
            for (String version : orders.get(order)) {
                merge(database, version.replace("?", "id" + order));
            }
        }

        assertThat(orders).hasSize(24);
        assertThat(storedIds(database)).isEmpty();
        assertThat(database.query("select id from ditio_deleted")).hasSize(24);
    }

    @OnBothDatabases
    void revivesADeletedIdByANewerVersion(TestDatabase database) {
        merge(database, live("a", 2));
        merge(database, deleted("a", 3));

        MergeResult merged = merge(database, live("a", 4));

        assertThat(ids(merged.upserted())).containsExactly("a");
        assertThat(storedIds(database)).containsExactly("a");
        assertThat(database.query("select id from ditio_deleted")).isEmpty();
    }

    @OnBothDatabases
    void keepsDeletionsOfOneStreamApartFromAnother(TestDatabase database) {
        Table table = table(database);
        merge(database, deleted("a", 3));

        try (Transaction transaction = database.database().begin()) {
            new StreamRows(database.database())
                    .merge(
                            transaction,
                            "another",
                            table,
                            records(table.fields(), live("a", 2)),
                            List.of(),
                            Optional.empty());
            transaction.commit();
        }

        assertThat(storedIds(database)).containsExactly("a");
    }

    @OnBothDatabases
    void convergesOnTheNewestVersionFromAnyMixture(TestDatabase database) {
        List<String> versions = new ArrayList<>();
        for (int id = 0; id < 40; id++) {
            for (int version = 1; version <= 6; version++) {
                boolean gone = version == 3 || (version == 6 && id % 2 == 0);
                versions.add(gone ? deleted("id" + id, version) : live("id" + id, version, "'qty':" + version));
            }
        }
        Collections.shuffle(versions, new Random(7));

        versions.forEach(version -> merge(database, version));

        assertThat(database.query("select id from machine_registrations where qty = " + 6))
                .hasSize(20);
        assertThat(storedIds(database)).hasSize(20);
    }

    @OnBothDatabases
    void takesSeveralBlocksInOneTransaction(TestDatabase database) {
        Table table = table(database);

        try (Transaction transaction = database.database().begin()) {
            merge(database, transaction, table, records(table.fields(), live("a", 1), live("b", 1)));
            MergeResult second = merge(database, transaction, table, records(table.fields(), live("c", 1)));
            transaction.commit();

            assertThat(ids(second.upserted())).containsExactly("c");
        }

        assertThat(storedIds(database)).containsExactly("a", "b", "c");
    }

    @OnBothDatabases
    void takesEverythingBackWithoutACommit(TestDatabase database) {
        Table table = table(database);
        merge(database, live("a", 1));

        try (Transaction transaction = database.database().begin()) {
            merge(database, transaction, table, records(table.fields(), live("b", 1), deleted("a", 2)));
        }

        assertThat(storedIds(database)).containsExactly("a");
        assertThat(database.query("select id from ditio_deleted")).isEmpty();
    }

    private static List<List<String>> orders(List<String> versions) {
        if (versions.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> orders = new ArrayList<>();
        for (int first = 0; first < versions.size(); first++) {
            List<String> rest = new ArrayList<>(versions);
            String version = rest.remove(first);
            for (List<String> order : orders(rest)) {
                List<String> whole = new ArrayList<>(List.of(version));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }
}
