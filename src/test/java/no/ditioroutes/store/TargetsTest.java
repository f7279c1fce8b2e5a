package no.ditioroutes.store;

import static no.ditioroutes.store.TestDatabase.STREAM;
import static no.ditioroutes.store.TestDatabase.TABLE;
import static no.ditioroutes.store.TestDatabase.deleted;
import static no.ditioroutes.store.TestDatabase.live;
import static no.ditioroutes.store.TestDatabase.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.TreeSet;
import no.ditioroutes.ditio.DitioRecord;

/** What is known of topics and further tables, and which records are still what the table has. */
class TargetsTest {

    private static final Target TOPIC = Target.topic("ditio.machines");

    @OnBothDatabases
    void keepsWhichTopicWasFilled(TestDatabase database) {
        try (database) {
            Targets targets = new Targets(database.store());
            TargetState first = new TargetState(TOPIC, "cluster/1", false, false);
            targets.restart(STREAM, first, "cursor");
            targets.complete(STREAM, new TargetState(TOPIC, "cluster/2", true, false), "cursor");
            assertThat(targets.find(STREAM, TOPIC)).hasValue(first);

            targets.complete(STREAM, first, "cursor");

            assertThat(targets.of(STREAM)).containsExactly(new TargetState(TOPIC, "cluster/1", true, false));
        }
    }

    @OnBothDatabases
    void forgetsWhatIsNotNamedAnyMore(TestDatabase database) {
        try (database) {
            Targets targets = new Targets(database.store());
            Target other = Target.table("fleet");
            targets.restart(STREAM, new TargetState(TOPIC, "cluster/1", true, false), "cursor");
            targets.restart(STREAM, new TargetState(other, "oid 7", true, false), "cursor");

            targets.forgetAllBut(STREAM, List.of(TOPIC));

            assertThat(targets.find(STREAM, TOPIC)).map(TargetState::complete).hasValue(true);
            assertThat(targets.find(STREAM, other)).hasValue(new TargetState(other, "", false, false));
        }
    }

    @OnBothDatabases
    void locksNoTopicThatHasNoRow(TestDatabase database) {
        try (database;
                Unit unit = database.store().begin()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> unit.lockTopics(STREAM, new TreeSet<>(List.of("ditio.machines"))));
        }
    }

    @OnBothDatabases
    void findsRecordsThatAreStillTheSame(TestDatabase database) {
        try (database) {
            database.merge(live("a", 1, "'qty':1.5"), live("b", 2), live("c", 3), deleted("d", 4));
            Table table = database.store().table(TABLE);
            List<DitioRecord> given = records(
                    table.fields(), live("a", 1, "'qty': 1.5"), live("b", 1), live("c", 3, "'qty':2"), live("e", 1));
            List<DitioRecord> deletions = records(table.fields(), deleted("a", 1), deleted("d", 4));

            try (Unit unit = database.store().begin()) {
                assertThat(TestDatabase.ids(unit.standing(table, given))).containsExactly("a");
                assertThat(TestDatabase.ids(unit.deleted(STREAM, table, deletions)))
                        .containsExactly("d");
            }
        }
    }
}
