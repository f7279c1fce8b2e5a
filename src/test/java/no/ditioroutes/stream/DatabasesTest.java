package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.HOURS;
import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same on H2 and on PostgreSQL, here without Kafka. */
class DatabasesTest {

    @RegisterExtension
    static final Rig H2 = Rig.onH2().with("sync.chunk-limit", 10);

    @RegisterExtension
    static final Rig POSTGRES = Rig.onPostgres().with("sync.chunk-limit", 10);

    static Stream<Rig> both() {
        return Stream.of(H2, POSTGRES);
    }

    @BeforeEach
    void dropAddedColumns() {
        both().forEach(rig -> rig.sql().execute("alter table machine_registrations drop column if exists meter_unit"));
        both().forEach(rig ->
                rig.sql().execute("alter table machine_registrations drop column if exists created_by_name"));
    }

    @ParameterizedTest
    @MethodSource("both")
    void mirrorEveryFieldOfBothStreams(Rig rig) {
        rig.machines().add(35);
        rig.hours().add(35);

        rig.sync(MACHINES);
        rig.sync(HOURS);

        rig.assertMirrored(MACHINES);
        rig.assertMirrored(HOURS);
    }

    @ParameterizedTest
    @MethodSource("both")
    void followEditsAndDeletions(Rig rig) {
        List<String> ids = rig.machines().add(35);
        rig.sync(MACHINES);

        rig.machines().edit(ids.get(0), record -> record.put("qty", 0.25).put("approved", true));
        ids.subList(5, 20).forEach(rig.machines()::delete);
        RunReport run = rig.sync(MACHINES);

        rig.assertMirrored(MACHINES);
        assertThat(run.deleted()).isEqualTo(15);
    }

    @ParameterizedTest
    @MethodSource("both")
    void fillAColumnThatWasAdded(Rig rig) {
        rig.machines().add(3);
        rig.sync(MACHINES);

        rig.sql().execute("alter table machine_registrations add column created_by_name varchar");
        String id = rig.machines().add(rig.machines().generate().put("createdByName", "Kari Ødegård"));
        rig.sync(MACHINES);

        assertThat(rig.sql().text("select created_by_name from machine_registrations where id = '" + id + "'"))
                .isEqualTo("Kari Ødegård");
    }

    @ParameterizedTest
    @MethodSource("both")
    void keepWhatIsNewer(Rig rig) {
        String id = rig.machines().add(1).get(0);
        rig.sync(MACHINES);
        String stored = rig.machines().live().get(id);
        rig.sandbox()
                .faults()
                .next(MACHINES, ResponseFaults.rawBody("application/json", "{\"data\":[" + older(stored) + "]}"));

        RunReport run = rig.sync(MACHINES);

        assertThat(run.unchanged()).isEqualTo(1);
        assertThat(rig.sql().texts("select qty from machine_registrations")).doesNotContain("77.0", "77");
    }

    private static String older(String record) {
        return record.replaceFirst("\"modifiedDateTime\":\"20", "\"modifiedDateTime\":\"19")
                .replaceFirst("\"qty\":[0-9.]+", "\"qty\":77");
    }
}
