package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kafka goes away in the middle: table and cursor wait for it. */
class KafkaOutageTest {

    /** Settings of a publisher that waits for a lost broker for a second, not for half a minute. */
    static final String IMPATIENT =
            "max.block.ms=1500,request.timeout.ms=1000,delivery.timeout.ms=1500," + "default.api.timeout.ms=1500";

    private static final KafkaBroker BROKER = KafkaBroker.temporary().start();

    @RegisterExtension
    static final Rig RIG = Rig.onPostgres()
            .brokers(BROKER.brokers())
            .with("sync.chunk-limit", 10)
            .with("kafka.client-settings", IMPATIENT);

    @AfterAll
    static void end() {
        BROKER.close();
    }

    @BeforeEach
    void load() {
        RIG.machines().add(5);
        RIG.sync(MACHINES);
    }

    @Test
    void leavesTableAndCursorWhereTheyWereUntilItIsBack() {
        List<String> ids = RIG.machines().add(25);
        RIG.machines().delete(ids.get(0));
        List<String> rows = rows();
        Optional<Cursor> cursor = RIG.cursor(MACHINES);

        BROKER.kill();
        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
        assertThat(failure).hasMessageContaining("Kafka").hasMessageContaining(BROKER.brokers());
        assertThat(rows()).isEqualTo(rows);
        assertThat(RIG.cursor(MACHINES)).isEqualTo(cursor);
        BROKER.restart();
        RIG.sync(MACHINES);
        RIG.assertMirrored(MACHINES);
    }

    private static List<String> rows() {
        return RIG.sql().texts("select id from machine_registrations order by id");
    }
}
