package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A process that is suspended between storing a page and publishing it, while its database session ends and another process
 * stores and publishes newer versions: when it goes on it publishes nothing behind those.
 */
class SuspendedProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WAITING =
            """
            select pid from pg_stat_activity
            where wait_event_type = 'Lock' and query like '%ditio_target%' and datname = current_database()""";

    @RegisterExtension
    static final Rig RIG = Rig.withEverything().with("sync.chunk-limit", 10);

    private ChildProgram child;

    @AfterEach
    void end() {
        if (child != null) {
            child.kill();
        }
    }

    @Test
    void publishesNothingWhereItNeverPublishedBefore() throws Exception {
        List<String> ids = RIG.machines().add(5);
        RIG.sync(MACHINES);
        edit(ids, "først");

        suspendedBeforePublishing(() -> child = ChildProgram.start(RIG.allSettings(), "sync", MACHINES), ids);

        assertThat(child.exitCode()).as(child.said()).isEqualTo(5);
        RIG.sync(MACHINES);
        RIG.assertMirrored(MACHINES);
    }

    @Test
    void publishesNothingWithAnEpochThatItHadBefore() throws Exception {
        List<String> ids = RIG.machines().add(25);
        RIG.sandbox().faults().after(MACHINES, 1, Fault.delay(Duration.ofSeconds(3)));
        child = ChildProgram.start(RIG.allSettings(), "sync", MACHINES);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> RIG.cursor(MACHINES).map(Cursor::page).orElse(0) == 1);

        suspendedBeforePublishing(() -> {}, ids);

        assertThat(child.exitCode()).as(child.said()).isEqualTo(5);
        RIG.sync(MACHINES);
        RIG.assertMirrored(MACHINES);
    }

    /** Suspends the child, ends its session, has the rig's program store and publish newer versions, and resumes it. */
    private void suspendedBeforePublishing(Runnable start, List<String> ids) throws SQLException {
        try (Connection lock = RIG.program().database().dataSource().getConnection()) {
            lock.setAutoCommit(false);
            lockTopic(lock);
            start.run();
            await().atMost(PATIENCE).until(() -> !RIG.sql().texts(WAITING).isEmpty());
            String session = RIG.sql().text(WAITING);
            child.suspend();
            lock.rollback();
            await().until(() -> RIG.sql().texts(WAITING).isEmpty());
            RIG.sql().text("select pg_terminate_backend(" + session + ")");
            await().until(() -> RIG.sql()
                    .texts("select pid from pg_stat_activity where pid = " + session)
                    .isEmpty());
        }
        edit(ids, "sist");
        RIG.sync(MACHINES);
        RIG.assertMirrored(MACHINES);
        child.resume();
    }

    private static void lockTopic(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement
                            .executeQuery("select 1 from ditio_target where kind = 'TOPIC' and stream = '" + MACHINES
                                    + "' for update")
                            .next())
                    .isTrue();
        }
    }

    private static void edit(List<String> ids, String description) {
        ids.forEach(id -> RIG.machines().edit(id, record -> record.put("description", description)));
    }
}
