package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator does to a stream's table: columns of his own, columns for further fields, constraints. */
class OwnColumnsTest {

    @RegisterExtension
    static final Rig H2 = Rig.onH2().with("sync.chunk-limit", 10);

    @RegisterExtension
    static final Rig POSTGRES = Rig.onPostgres().with("sync.chunk-limit", 10);

    static Stream<Rig> both() {
        return Stream.of(H2, POSTGRES);
    }

    @BeforeEach
    void dropWhatWasAdded() {
        both().forEach(rig -> {
            rig.sql().execute("alter table machine_registrations drop constraint if exists few");
            List.of("source", "loaded_at", "created_by_name", "meter_unit").forEach(column -> rig.sql()
                    .execute("alter table machine_registrations drop column if exists " + column));
        });
    }

    /** Columns with defaults after a first sync, and one that then becomes NOT NULL. */
    @ParameterizedTest
    @MethodSource("both")
    void areNeverWritten(Rig rig) {
        List<String> ids = rig.machines().add(20);
        rig.sync(MACHINES);
        rig.sql()
                .execute(
                        "alter table machine_registrations add source varchar default 'ditio'",
                        "alter table machine_registrations add loaded_at timestamp with time zone default now()");

        rig.machines().edit(ids.get(0), record -> record.put("qty", 7.5));
        rig.machines().add(5);
        rig.sync(MACHINES);
        assertThat(rig.sql().texts("select source from machine_registrations where loaded_at is not null"))
                .hasSize(25)
                .containsOnly("ditio");

        rig.sql()
                .execute(
                        "update machine_registrations set loaded_at = now()",
                        "alter table machine_registrations alter column loaded_at set not null");
        rig.machines().edit(ids.get(1), record -> record.put("qty", 7.5));
        rig.machines().add(5);
        RunReport run = rig.sync(MACHINES);

        assertThat(run.rejected()).isZero();
        assertThat(run.upserted()).isEqualTo(6);
        assertThat(rig.sql().texts("select source from machine_registrations where loaded_at is not null"))
                .hasSize(30);
    }

    @ParameterizedTest
    @MethodSource("both")
    void areFilledInAllRowsByTheNextRunWhereDitioHasTheField(Rig rig) {
        for (int number = 0; number < 25; number++) {
            rig.machines().add(rig.machines().generate().put("createdByName", "Kari " + number));
        }
        rig.sync(MACHINES);

        rig.sql().execute("alter table machine_registrations add column created_by_name varchar");
        rig.sync(MACHINES);

        rig.assertMirrored(MACHINES);
        assertThat(rig.sql().texts("select id from machine_registrations where created_by_name like 'Kari %'"))
                .hasSize(25);
    }

    @ParameterizedTest
    @MethodSource("both")
    void areFilledFromThePageOnThatHasTheFieldFirst(Rig rig) {
        String old = rig.machines().add(1).get(0);
        rig.sync(MACHINES);
        rig.sql().execute("alter table machine_registrations add column meter_unit varchar default 'ours'");
        rig.sync(MACHINES);

        String id = rig.machines().add(rig.machines().generate().put("meterUnit", "h"));
        rig.sync(MACHINES);
        rig.sync(MACHINES);

        assertThat(rig.sql().text("select meter_unit from machine_registrations where id = '" + id + "'"))
                .isEqualTo("h");
        assertThat(rig.sql().text("select meter_unit from machine_registrations where id = '" + old + "'"))
                .isEqualTo("ours");
    }

    @ParameterizedTest
    @MethodSource("both")
    void stopTheStreamWhereTheyRefuseEveryRecord(Rig rig) {
        rig.machines().add(5);
        rig.sync(MACHINES);
        rig.sql()
                .execute(
                        "alter table machine_registrations add source varchar default 'ditio' not null",
                        "alter table machine_registrations alter column source drop default");
        rig.machines().add(30);
        Optional<Cursor> cursor = rig.cursor(MACHINES);

        assertStopped(rig, cursor, "source", "NOT NULL");

        rig.sql().execute("alter table machine_registrations alter column source set default 'ditio'");
        rig.sync(MACHINES);
        assertThat(rig.sql().texts("select id from machine_registrations")).hasSize(35);
    }

    @ParameterizedTest
    @MethodSource("both")
    void stopTheStreamAsAConstraintDoes(Rig rig) {
        rig.machines().add(5);
        rig.sync(MACHINES);
        rig.sql().execute("alter table machine_registrations add constraint few check (qty < 1000)");
        rig.machines().add(rig.machines().generate().put("qty", 2000));
        Optional<Cursor> cursor = rig.cursor(MACHINES);

        assertStopped(rig, cursor, "few", "drop the constraint");

        rig.sql().execute("alter table machine_registrations drop constraint few");
        rig.sync(MACHINES);
        rig.assertMirrored(MACHINES);
    }

    @ParameterizedTest
    @MethodSource("postgres")
    void stopTheStreamAsAMissingKeyDoes(Rig rig) {
        rig.machines().add(5);
        rig.sql().execute("alter table machine_registrations drop constraint machine_registrations_pkey");

        assertStopped(rig, Optional.empty(), "ON CONFLICT", "ADD PRIMARY KEY");

        rig.sql().execute("alter table machine_registrations add primary key (id)");
        rig.sync(MACHINES);
        rig.assertMirrored(MACHINES);
    }

    static Stream<Rig> postgres() {
        return Stream.of(POSTGRES);
    }

    private static void assertStopped(Rig rig, Optional<Cursor> cursor, String... words) {
        UserFacingException failure = rig.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
        assertThat(failure.getMessage())
                .containsIgnoringCase("machine_registrations")
                .containsIgnoringCase(words[0]);
        assertThat(failure.getMessage()).contains(words[1], "Nothing was rejected");
        assertThat(rig.rejects(MACHINES)).isEmpty();
        assertThat(rig.cursor(MACHINES).filter(now -> now.page() > 0 || !now.isOpen()))
                .isEqualTo(cursor);
    }
}
