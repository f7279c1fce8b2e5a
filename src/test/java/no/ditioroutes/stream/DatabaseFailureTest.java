package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database fails in the middle: what was published without a commit is published again, and nothing is lost. */
class DatabaseFailureTest {

    @RegisterExtension
    static final Rig RIG = Rig.withEverything().with("sync.chunk-limit", 10);

    @Test
    void leavesTheCursorWhereItWasWhenTheCommitFails() {
        RIG.machines().add(5);
        RIG.sync(MACHINES);
        RIG.machines().add(5);
        Optional<Cursor> cursor = RIG.cursor(MACHINES);

        failAtTheCommit();
        UserFacingException failure = RIG.failureOf(MACHINES);
        RIG.sql().execute("drop trigger fail on machine_registrations");

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
        assertThat(RIG.cursor(MACHINES)).isEqualTo(cursor);
        assertThat(RIG.sql().texts("select id from machine_registrations")).hasSize(5);
        RIG.sync(MACHINES);
        RIG.assertMirrored(MACHINES);
    }

    @Test
    void goesOnAtThePageThatFailed() {
        RIG.machines().add(35);
        failAtTheCommit();
        RIG.failureOf(MACHINES);
        RIG.sql().execute("drop trigger fail on machine_registrations");

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void goesOnOnceItsConnectionsWereCut() {
        RIG.machines().add(15);
        RIG.sync(MACHINES);
        RIG.machines().add(15);

        RIG.sql()
                .texts("select pg_terminate_backend(pid)::text from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
        try {
            RIG.sync(MACHINES);
        } catch (UserFacingException lostConnection) {
            RIG.sync(MACHINES);
        }

        RIG.assertMirrored(MACHINES);
    }

    /** A constraint that is looked at last, when rows are written and published. */
    private static void failAtTheCommit() {
        RIG.sql()
                .execute(
                        "create or replace function fail() returns trigger language plpgsql as"
                                + " $$ begin raise exception 'no commit today' using errcode = '57P01'; end $$",
                        "create constraint trigger fail after insert or update on machine_registrations"
                                + " deferrable initially deferred for each row execute function fail()");
    }
}
