package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.boot.Ran;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows on their way to a topic that lacks them: the process is killed, and newer versions come meanwhile. */
class FillTest {

    private static final String TOPIC = "ditio." + MACHINES;
    private static final String CURSOR = MACHINES + "@topic:" + TOPIC;
    private static final Map<String, Object> WITH_KAFKA =
            Map.of("kafka.brokers", KafkaBroker.shared().brokers());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Rig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void goesOnWhereAKilledProcessStopped() {
        rig = Rig.onPostgres().start();
        rig.sync(MACHINES);
        rig.sql()
                .execute(
                        """
                        insert into machine_registrations (id, modified_date_time, payload)
                        select 'id' || n, timestamptz '2026-01-01T00:00:00Z', jsonb_build_object('id', 'id' || n,
                            'modifiedDateTime', '2026-01-01T00:00:00Z') from generate_series(1, 30000) n""");
        rig.restart(WITH_KAFKA);
        TopicReader topics = new TopicReader(KafkaBroker.shared().brokers());
        ChildProgram child = ChildProgram.start(rig.allSettings(), "sync", MACHINES);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> rig.cursor(CURSOR).map(Cursor::page).orElse(0) > 0);
        child.kill();
        int pages = rig.cursor(CURSOR).orElseThrow().page();
        Ran status = rig.program().run("status");
        rig.sync(MACHINES);

        assertThat(pages).isLessThan(30);
        assertThat(status.out()).contains(TOPIC).containsPattern("\\d of 30,000 rows published");
        PublishedTopic topic = topics.read(TOPIC);
        assertThat(topic.lastPerKey()).hasSize(30_000);
        assertThat(topic.entries()).hasSizeLessThanOrEqualTo(30_000 + 1000);
        assertThat(rig.cursor(CURSOR)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LackingTargetsTest.On.class)
    void doesNotPublishAVersionThatIsReplacedMeanwhile(LackingTargetsTest.On on) throws SQLException {
        rig = on.rig().brokers(KafkaBroker.shared().brokers()).start();
        List<String> ids = rig.machines().add(3);
        rig.sync(MACHINES);
        TopicReader topics = new TopicReader(KafkaBroker.shared().brokers());

        CompletableFuture<Ran> republishing;
        try (Connection writer = rig.program().database().dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.executeUpdate("update machine_registrations set payload = '{\"id\": 1}'"
                    + (on == LackingTargetsTest.On.H2 ? " format json" : "") + " where id = '" + ids.get(1) + "'");
            republishing = CompletableFuture.supplyAsync(() -> rig.program().run("republish", MACHINES, "--json"));
            await().atMost(PATIENCE).until(() -> isSomebodyWaiting(on));
            writer.commit();
            writer.setAutoCommit(true);
        }

        assertThat(republishing.join().json().get(0).get("unchanged").asInt()).isEqualTo(1);
        assertThat(topics.read(TOPIC).lastPerKey()).containsOnlyKeys(ids.get(0), ids.get(2));
    }

    @Test
    void publishesTheVersionsOfTheTableWhileManyWriteAndRepublish() {
        rig = Rig.withEverything().with("sync.chunk-limit", 50).start();
        List<String> ids = rig.machines().add(400);
        rig.sync(MACHINES);
        try (var other = rig.another()) {
            for (int round = 0; round < 3; round++) {
                int now = round;
                ids.subList(round, ids.size())
                        .forEach(id -> rig.machines().edit(id, record -> record.put("description", "runde " + now)));
                rig.machines().delete(ids.get(round));
                List<CompletableFuture<Void>> all = List.of(
                        CompletableFuture.runAsync(() -> rig.program().run("republish", MACHINES)),
                        CompletableFuture.runAsync(() -> other.streams().sync(MACHINES)));
                all.forEach(CompletableFuture::join);
            }
        }

        rig.assertMirroredAsJson(MACHINES);
    }

    private boolean isSomebodyWaiting(LackingTargetsTest.On on) {
        String sql = on == LackingTargetsTest.On.H2
                ? "select count(*) from information_schema.sessions where blocker_id is not null"
                : "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        return !rig.sql().text(sql).equals("0");
    }
}
