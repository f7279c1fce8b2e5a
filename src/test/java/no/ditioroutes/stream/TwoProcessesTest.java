package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two programs on one database: one of them goes on, the other stops, and nothing is lost or doubled in the table. */
class TwoProcessesTest {

    @RegisterExtension
    static final Rig RIG = Rig.withEverything().with("sync.chunk-limit", 10);

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);
    private static TestProgram other;

    @BeforeAll
    static void startAnother() {
        other = RIG.another();
    }

    @AfterAll
    static void endIt() {
        other.close();
        THREADS.shutdown();
    }

    @RepeatedTest(3)
    void leavesEverythingRightWhereBothLoadAtOnce() {
        RIG.machines().add(95);

        List<Optional<UserFacingException>> failures = bothAtOnce();

        assertThat(failures).anyMatch(Optional::isEmpty);
        RIG.assertMirrored(MACHINES);
    }

    @RepeatedTest(3)
    void leavesEverythingRightWhereBothBringChangesAtOnce() {
        List<String> ids = RIG.machines().add(95);
        RIG.sync(MACHINES);
        ids.subList(0, 30).forEach(id -> RIG.machines().edit(id, record -> record.put("description", "endret")));
        ids.subList(30, 50).forEach(RIG.machines()::delete);

        List<Optional<UserFacingException>> failures = bothAtOnce();

        assertThat(failures).anyMatch(Optional::isEmpty);
        RIG.assertMirrored(MACHINES);
    }

    @Test
    void stopsTheOneThatFellBehindAndSaysWhy() {
        RIG.machines().add(35);
        RIG.sandbox().faults().after(MACHINES, 1, Fault.delay(Duration.ofSeconds(3)));

        CompletableFuture<Optional<UserFacingException>> slow = run(RIG.program());
        await().until(() -> RIG.cursor(MACHINES).map(Cursor::page).orElse(0) == 1);
        Optional<UserFacingException> fast = run(other).join();
        Optional<UserFacingException> late = slow.join();

        assertThat(fast).isEmpty();
        assertThat(late).get().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
            assertThat(failure).hasMessageContaining("another process");
        });
        RIG.assertMirrored(MACHINES);
    }

    private static List<Optional<UserFacingException>> bothAtOnce() {
        return Stream.of(RIG.program(), other).map(TwoProcessesTest::run).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    /** The failure of a run, if it fails. */
    private static CompletableFuture<Optional<UserFacingException>> run(TestProgram program) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        Rig.balanced(program.streams().sync(MACHINES));
                        return Optional.empty();
                    } catch (UserFacingException failure) {
                        return Optional.of(failure);
                    }
                },
                THREADS);
    }
}
