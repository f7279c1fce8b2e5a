package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.HOURS;
import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Quirk;
import no.ditioroutes.sandbox.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runs after the first load: what changed since, edits, creations and deletions alike. */
class IncrementalTest {

    @RegisterExtension
    static final Rig RIG = Rig.withEverything().with("sync.chunk-limit", 10);

    @Test
    void bringsEditsCreationsAndDeletions() {
        List<String> ids = loaded(5);

        RIG.machines().edit(ids.get(0), record -> record.put("qty", 99.25));
        RIG.machines().delete(ids.get(1));
        RIG.machines().add(3);
        RunReport run = RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(run.mode()).isEqualTo("incremental");
        assertThat(run.upserted()).isEqualTo(4);
        assertThat(run.deleted()).isEqualTo(1);
    }

    @Test
    void asksForOneWindowOnEveryPage() {
        loaded(5);
        RIG.machines().add(30);
        RIG.sandbox().requests().clear();

        RIG.sync(MACHINES);

        List<Map<String, String>> queries = RIG.pages(MACHINES).stream()
                .map(page -> new HashMap<>(page.query()))
                .peek(query -> query.remove("ContinuationToken"))
                .<Map<String, String>>map(Map::copyOf)
                .distinct()
                .toList();
        assertThat(RIG.pages(MACHINES)).hasSize(4);
        assertThat(queries).hasSize(1);
        assertThat(queries.get(0)).containsOnlyKeys("ModifiedSince", "ModifiedBefore", "ChunkLimit");
    }

    @Test
    void meetsTheWindowBeforeWithAnOverlap() {
        loaded(1);
        RIG.sync(MACHINES);
        RIG.machines().add(1);
        RIG.sync(MACHINES);

        List<RecordedRequest> pages = RIG.pages(MACHINES);
        Instant before = Instant.parse(pages.get(1).query().get("ModifiedBefore"));
        RIG.sandbox().clock().advance(Duration.ofMinutes(3));
        RIG.sync(MACHINES);

        assertThat(RIG.pages(MACHINES)).last().satisfies(page -> assertThat(
                        Instant.parse(page.query().get("ModifiedSince")))
                .isBeforeOrEqualTo(before.plusSeconds(2).minus(Duration.ofMinutes(10))));
    }

    @Test
    void catchesARecordThatBecomesVisibleLate() {
        loaded(3);
        RIG.sync(MACHINES);

        String nineMinutesAgo =
                RIG.sandbox().clock().instant().minus(Duration.ofMinutes(9)).toString();
        RIG.machines().add(RIG.machines().generate().put("modifiedDateTime", nineMinutesAgo));
        RunReport run = RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(run.upserted()).isEqualTo(1);
    }

    @Test
    void bringsWhatChangedDuringTheFirstLoad() {
        List<String> ids = RIG.machines().add(35);
        RIG.sandbox().faults().after(MACHINES, 2, Fault.delay(Duration.ofMillis(300)));

        Thread changes = new Thread(() -> changeOnceThereWereTwoPages(ids));
        changes.start();
        RIG.sync(MACHINES);
        join(changes);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void bringsRecordsOfOneTimeThatCrossThePageLimit() {
        loaded(3);

        RIG.machines().addTies(25);
        RIG.machines().add(4);
        RIG.machines().addTies(12);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void removesARowForATombstoneOfBlankFields() {
        String id = loaded(4).get(0);

        RIG.machines().delete(id);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.sql().texts("select id from machine_registrations")).doesNotContain(id);
    }

    @Test
    void takesTheSameTombstoneOnTwoPagesAndInTwoRunsOnce() {
        List<String> ids = loaded(30);
        RIG.sandbox().quirks().add(Quirk.REPEATED_TOMBSTONES);
        ids.subList(0, 15).forEach(RIG.machines()::delete);

        RunReport first = RIG.sync(MACHINES);
        RunReport second = RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(first.deleted()).isEqualTo(15);
        assertThat(second.deleted()).isZero();
        assertThat(RIG.topicOf(MACHINES).entries())
                .filteredOn(entry -> entry.key().equals(ids.get(14)))
                .hasSize(3);
    }

    @Test
    void publishesADeletionAsTheTombstoneAndThenNothing() {
        String id = loaded(1).get(0);

        RIG.machines().delete(id);
        RIG.sync(MACHINES);

        List<PublishedTopic.Entry> entries = RIG.topicOf(MACHINES).entries();
        assertThat(entries).extracting(PublishedTopic.Entry::key).containsOnly(id);
        assertThat(entries).hasSize(3);
        assertThat(entries.get(1).value()).contains("\"isDeleted\":true");
        assertThat(entries.get(2).value()).isNull();
        assertThat(entries.subList(1, 3)).allSatisfy(entry -> assertThat(entry.headers())
                .containsEntry("ditio-op", "delete")
                .containsEntry("ditio-stream", MACHINES)
                .containsKey("ditio-modified"));
    }

    @Test
    void tellsInHeadersWhatARecordIs() {
        String id = loaded(1).get(0);

        String modified = RIG.sql().text("select payload->>'modifiedDateTime' from machine_registrations");
        assertThat(RIG.topicOf(MACHINES).entries()).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo(id);
            assertThat(entry.headers()).containsEntry("ditio-op", "upsert").containsEntry("ditio-stream", MACHINES);
            assertThat(Instant.parse(entry.headers().get("ditio-modified"))).isEqualTo(Instant.parse(modified));
        });
    }

    @Test
    void keepsTheNewerVersionWhateverComesLater() {
        String id = loaded(1).get(0);
        String newer = RIG.machines().live().get(id);

        RIG.machines()
                .put(newer.replaceFirst(
                                "\"modifiedDateTime\":\"[^\"]*\"", "\"modifiedDateTime\":\"" + minutesAgo(5) + "\"")
                        .replaceFirst("\"description\":\"[^\"]*\"", "\"description\":\"gammel\""));
        RunReport run = RIG.sync(MACHINES);

        assertThat(run.unchanged()).isEqualTo(1);
        assertThat(RIG.sql().texts("select description from machine_registrations"))
                .doesNotContain("gammel");
    }

    @Test
    void doesNotBringBackWhatWasDeletedByAnOlderVersion() {
        String id = loaded(1).get(0);
        String alive = RIG.machines().live().get(id);
        RIG.machines().delete(id);
        RIG.sync(MACHINES);

        RIG.machines().put(alive);
        RunReport run = RIG.sync(MACHINES);

        assertThat(run.upserted()).isZero();
        assertThat(RIG.sql().texts("select id from machine_registrations")).isEmpty();
    }

    @Test
    void bringsBackWhatWasDeletedByANewerVersion() {
        String id = loaded(1).get(0);
        RIG.machines().delete(id);
        RIG.sync(MACHINES);

        RIG.machines().add(RIG.machines().generate().put("id", id));
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.sql().texts("select id from machine_registrations")).containsExactly(id);
    }

    @Test
    void takesTheLastVersionOfAnIdThatIsThereTwiceOnOnePage() {
        String id = loaded(1).get(0);
        RIG.machines().edit(id, record -> record.put("description", "først"));
        RIG.machines().edit(id, record -> record.put("description", "sist"));

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void writesAndPublishesNothingWhereNothingChanged() {
        loaded(10);
        RIG.sync(MACHINES);
        String before = fingerprint();
        int published = RIG.topicOf(MACHINES).entries().size();
        RIG.sandbox().requests().clear();

        RunReport run = RIG.sync(MACHINES);

        assertThat(run.unchanged()).isEqualTo(run.records()).isEqualTo(10);
        assertThat(fingerprint()).isEqualTo(before);
        assertThat(RIG.topicOf(MACHINES).entries()).hasSize(published);
    }

    @Test
    void writesNoRowAgainOnTheManyPagesOfAnOverlap() {
        loaded(25);
        String before = rows();

        RunReport run = RIG.sync(MACHINES);

        assertThat(run.unchanged()).isEqualTo(25);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void isOneRequestWhereNothingHappened() {
        RIG.machines().add(RIG.machines().generate().put("modifiedDateTime", minutesAgo(60)));
        RIG.sync(MACHINES);
        String before = fingerprint();
        RIG.sandbox().requests().clear();

        RunReport run = RIG.sync(MACHINES);

        assertThat(RIG.sandbox().requests().all()).hasSize(1);
        assertThat(run.records()).isZero();
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    void keepsTheStreamsApart() {
        RIG.hours().add(12);
        RIG.machines().add(12);

        RIG.sync(HOURS);
        RIG.sync(MACHINES);

        RIG.assertMirrored(HOURS);
        RIG.assertMirrored(MACHINES);
    }

    private static List<String> loaded(int records) {
        List<String> ids = RIG.machines().add(records);
        RIG.sync(MACHINES);
        return ids;
    }

    private static String minutesAgo(int minutes) {
        return RIG.sandbox()
                .clock()
                .instant()
                .minus(Duration.ofMinutes(minutes))
                .toString();
    }

    /** Which versions of which rows there are: another after any write, even one that changed no value. */
    private static String fingerprint() {
        return rows() + RIG.sql().texts("select xmin || ' ' || ctid from ditio_cursor");
    }

    private static String rows() {
        return RIG.sql()
                .texts("select xmin || ' ' || ctid from machine_registrations order by id")
                .toString();
    }

    private static void changeOnceThereWereTwoPages(List<String> ids) {
        while (RIG.pages(MACHINES).size() < 2) {
            Thread.onSpinWait();
        }
        ids.subList(0, 5).forEach(id -> RIG.machines().edit(id, record -> record.put("description", "endret")));
        ids.subList(5, 10).forEach(RIG.machines()::delete);
        ids.subList(30, 33).forEach(RIG.machines()::delete);
        RIG.machines().add(5);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
