package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection to the database is cut at any point between claim, request and note; the next try finishes the file. */
class DatabaseCutTest {

    @RegisterExtension
    static final StatesRig RIG =
            StatesRig.onPostgres().with("telematics.block-rows", 20).with("telematics.batch-rows", 10);

    @AfterEach
    void heal() {
        RIG.execute("drop trigger if exists cut on ditio_import_batch");
        RIG.execute("drop trigger if exists cut on ditio_import");
    }

    static Stream<Arguments> points() {
        return Stream.of("when (new.status = 'open')", "when (new.status = 'posting')", "when (new.status = 'sent')")
                .flatMap(step -> IntStream.of(1, 3, 6)
                        .mapToObj(batch -> step.replace(")", " and new.number = " + batch + ")"))
                        .flatMap(step2 -> Stream.of(
                                Arguments.of(step2, "for each row", "before"),
                                Arguments.of(step2, "deferrable initially deferred for each row", "after"))));
    }

    @ParameterizedTest(name = "{2} {0}")
    @MethodSource("points")
    void sendsEachRowOnceAfterACut(String when, String each, String time) throws SQLException {
        String[] rows = minutes("EX-001", 60);
        Path file = RIG.file(rows);
        cutAt("ditio_import_batch", time, each, when);

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> RIG.send(file));
        heal();
        RIG.send(file);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(RIG.ledger()).isEqualTo(Map.of("sent", 60L));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void listsRefusedRowsOnceMoreRatherThanNever(String time, String each) {
        String[] rows = minutes("EX-001", 60);
        rows[5] = rows[5].replace("Working", "");
        Path file = RIG.file(rows);
        cutAt("ditio_import", time, each, "when (new.finished_at is not null)");

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> RIG.send(file));
        heal();
        RIG.send(file);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
        assertThat(RIG.inDitio()).hasSize(59).doesNotHaveDuplicates();
        assertThat(RIG.rejects()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .contains("state is empty"));
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("before", "for each row"),
                Arguments.of("after", "deferrable initially deferred for each row"));
    }

    /** The database ends the session itself: before the change, or at its commit. */
    private static void cutAt(String table, String time, String each, String when) {
        RIG.execute("create or replace function cut() returns trigger language plpgsql as"
                + " $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$");
        RIG.execute("create " + (time.equals("after") ? "constraint " : "") + "trigger cut " + time
                + " insert or update on " + table + " " + each + " " + when + " execute function cut()");
    }
}
