package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.STREAM;
import static no.ditioroutes.stream.tables.TestRecords.deleted;
import static no.ditioroutes.stream.tables.TestRecords.ids;
import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.merge;
import static no.ditioroutes.stream.tables.TestRecords.records;
import static no.ditioroutes.stream.tables.TestRecords.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.TreeSet;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.database.Transaction;
import no.ditioroutes.ditio.DitioRecord;

/** What is known of topics and further tables, and which records are still what the table has. */
class TargetsTest {

    private static final Target TOPIC = Target.topic("ditio.machines");

    @OnBothDatabases
    void keepsWhichTopicWasFilled(TestDatabase database) {
        try (database) {
            Targets targets = new Targets(database.database());
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
            Targets targets = new Targets(database.database());
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
                Transaction transaction = database.database().begin()) {
            assertThatIllegalStateException().isThrownBy(() -> new Targets(database.database())
                    .lockTopics(transaction, STREAM, new TreeSet<>(List.of("ditio.machines"))));
        }
    }

    @OnBothDatabases
    void findsRecordsThatAreStillTheSame(TestDatabase database) {
        try (database) {
            merge(database, live("a", 1, "'qty':1.5"), live("b", 2), live("c", 3), deleted("d", 4));
            Table table = table(database);
            List<DitioRecord> given = records(
                    table.fields(), live("a", 1, "'qty': 1.5"), live("b", 1), live("c", 3, "'qty':2"), live("e", 1));
            List<DitioRecord> deletions = records(table.fields(), deleted("a", 1), deleted("d", 4));

            try (Transaction transaction = database.database().begin()) {
                assertThat(ids(new StreamRows(database.database()).current(transaction, table, given)))
                        .containsExactly("a");
                assertThat(ids(new StreamRows(database.database()).deleted(transaction, STREAM, table, deletions)))
                        .containsExactly("d");
            }
        }
    }
}
