package no.ditioroutes.store;

import static no.ditioroutes.store.TestDatabase.deleted;
import static no.ditioroutes.store.TestDatabase.ids;
import static no.ditioroutes.store.TestDatabase.live;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class MergeTest {

    @OnBothDatabases
    void answersWhatChangedInTheOrderGiven(TestDatabase database) {
        database.merge(live("b", 1), live("d", 1));

        Merged merged = database.merge(live("c", 2), live("b", 1), live("a", 2), live("d", 2));

        assertThat(ids(merged.upserted())).containsExactly("c", "a", "d");
        assertThat(merged.rejected()).isEmpty();
        assertThat(database.storedIds()).containsExactly("a", "b", "c", "d");
    }

    @OnBothDatabases
    void doesNotOverwriteNewerWithOlder(TestDatabase database) {
        database.merge(live("a", 2, "'machineName':'new'"));

        Merged merged = database.merge(live("a", 1, "'machineName':'old'"));

        assertThat(merged.upserted()).isEmpty();
        assertThat(database.query("select machine_name from machine_registrations"))
                .containsExactly("new");
    }

    @OnBothDatabases
    void writesTheSameTimeWithOtherContent(TestDatabase database) {
        database.merge(live("a", 1, "'machineName':'one'"));

        Merged merged = database.merge(live("a", 1, "'machineName':'two'"));

        assertThat(ids(merged.upserted())).containsExactly("a");
        assertThat(database.query("select machine_name from machine_registrations"))
                .containsExactly("two");
    }

    @OnBothDatabases
    void writesARecordWithoutATimeOnlyWhereItDiffers(TestDatabase database) {
        database.merge("{'id':'a','modifiedDateTime':''}");

        assertThat(database.merge("{'id':'a','modifiedDateTime':''}").upserted())
                .isEmpty();
        assertThat(database.merge("{'id':'a','modifiedDateTime':null}").upserted())
                .hasSize(1);
        assertThat(database.merge(live("a", 1)).upserted()).hasSize(1);
        assertThat(database.merge("{'id':'a'}").upserted()).hasSize(1);
    }

    @OnBothDatabases
    void empties(TestDatabase database) {
        database.merge(live("a", 1, "'machineName':'x'", "'qty':1.5"));

        database.merge(live("a", 2, "'machineName':null"));

        assertThat(database.query("select id from machine_registrations where machine_name is null and qty is null"))
                .containsExactly("a");
    }

    @OnBothDatabases
    void removesADeletedRow(TestDatabase database) {
        database.merge(live("a", 1), live("b", 1));

        Merged merged = database.merge(deleted("b", 2), deleted("c", 2));

        assertThat(ids(merged.deleted())).containsExactly("b", "c");
        assertThat(database.storedIds()).containsExactly("a");
    }

    @OnBothDatabases
    void knowsARepeatedDeletion(TestDatabase database) {
        database.merge(live("a", 1));
        database.merge(deleted("a", 2));

        assertThat(database.merge(deleted("a", 2)).deleted()).isEmpty();
        assertThat(database.merge(deleted("a", 1)).deleted()).isEmpty();
        assertThat(database.merge(deleted("a", 3)).deleted()).hasSize(1);
    }

    @OnBothDatabases
    void deletesWithoutATimeAsOfNow(TestDatabase database) {
        database.merge(live("a", 1));

        assertThat(database.merge("{'id':'a','isDeleted':true}").deleted()).hasSize(1);
        assertThat(database.merge("{'id':'a','isDeleted':true}").deleted()).isEmpty();
        assertThat(database.merge(live("a", 1)).upserted()).isEmpty();
        assertThat(database.storedIds()).isEmpty();
    }

    @OnBothDatabases
    void leavesARowThatIsNewerThanItsDeletion(TestDatabase database) {
        database.merge(live("a", 3));

        Merged merged = database.merge(deleted("a", 2));

        assertThat(merged.deleted()).isEmpty();
        assertThat(database.storedIds()).containsExactly("a");
        assertThat(database.query("select id from ditio_deleted")).isEmpty();
    }

    @OnBothDatabases
    void endsDeletedInWhateverOrderTheVersionsCome(TestDatabase database) {
        List<String> versions = List.of(live("?", 1), live("?", 2), deleted("?", 3), live("?", 2));
        List<List<String>> orders = orders(versions);

        for (int order = 0; order < orders.size(); order++) {
            for (String version : orders.get(order)) {
                database.merge(version.replace("?", "id" + order));
            }
        }

        assertThat(orders).hasSize(24);
        assertThat(database.storedIds()).isEmpty();
        assertThat(database.query("select id from ditio_deleted")).hasSize(24);
    }

    @OnBothDatabases
    void revivesADeletedIdByANewerVersion(TestDatabase database) {
        database.merge(live("a", 2));
        database.merge(deleted("a", 3));

        Merged merged = database.merge(live("a", 4));

        assertThat(ids(merged.upserted())).containsExactly("a");
        assertThat(database.storedIds()).containsExactly("a");
        assertThat(database.query("select id from ditio_deleted")).isEmpty();
    }

    @OnBothDatabases
    void keepsDeletionsOfOneStreamApartFromAnother(TestDatabase database) {
        Table table = database.store().table(TestDatabase.TABLE);
        database.merge(deleted("a", 3));

        try (Unit unit = database.store().begin()) {
            unit.merge("another", table, TestDatabase.records(table.fields(), live("a", 2)), List.of());
            unit.commit();
        }

        assertThat(database.storedIds()).containsExactly("a");
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

        versions.forEach(database::merge);

        assertThat(database.query("select id from machine_registrations where qty = " + 6))
                .hasSize(20);
        assertThat(database.storedIds()).hasSize(20);
    }

    @OnBothDatabases
    void takesSeveralBlocksInOneTransaction(TestDatabase database) {
        Table table = database.store().table(TestDatabase.TABLE);

        try (Unit unit = database.store().begin()) {
            TestDatabase.merge(unit, table, TestDatabase.records(table.fields(), live("a", 1), live("b", 1)));
            Merged second = TestDatabase.merge(unit, table, TestDatabase.records(table.fields(), live("c", 1)));
            unit.commit();

            assertThat(ids(second.upserted())).containsExactly("c");
        }

        assertThat(database.storedIds()).containsExactly("a", "b", "c");
    }

    @OnBothDatabases
    void takesEverythingBackWithoutACommit(TestDatabase database) {
        Table table = database.store().table(TestDatabase.TABLE);
        database.merge(live("a", 1));

        try (Unit unit = database.store().begin()) {
            TestDatabase.merge(unit, table, TestDatabase.records(table.fields(), live("b", 1), deleted("a", 2)));
        }

        assertThat(database.storedIds()).containsExactly("a");
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
