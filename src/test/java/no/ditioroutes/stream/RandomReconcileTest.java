package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.ditioroutes.boot.Ran;
import no.ditioroutes.sandbox.Fault;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories, then a reconciling load that is interrupted at random places while the stream goes on: once it ends
 * with 0, table, topic and Ditio are equal.
 */
class RandomReconcileTest {

    private static final int SEEDS = 6;

    @RegisterExtension
    static final Rig H2 = Rig.onH2().with("sync.chunk-limit", 5).with("sync.overlap", "2s");

    @RegisterExtension
    static final Rig EVERYTHING = Rig.withEverything().with("sync.chunk-limit", 5);

    private static final int KILLS = 3;
    private static final String[] BACKFILL = {
        "backfill", MACHINES, "--from", "2026-01-01", "--to", "2026-02-01", "--slice", "P7D", "--reconcile"
    };

    private Rig rig;
    private Random random;

    static Stream<Arguments> histories() {
        return IntStream.rangeClosed(1, SEEDS)
                .boxed()
                .flatMap(seed -> Stream.of(Arguments.of(H2, (long) seed), Arguments.of(EVERYTHING, (long) seed)));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void endsEqualByABackfill(Rig on, long seed) {
        begin(on, seed);

        Ran ran = reconcile();
        for (int attempt = 0; ran.exitCode() != 0; attempt++) {
            assertThat(attempt).as("attempts with seed %s: %s", seed, ran).isLessThan(60);
            liveOn();
            ran = reconcile();
        }

        assertEqual(seed);
    }

    @ParameterizedTest
    @MethodSource("histories")
    void endsEqualByAFullLoadAfterAReset(Rig on, long seed) {
        begin(on, seed);
        rig.program().run("state", "reset", MACHINES);

        Ran ran = interrupted("sync", MACHINES);
        for (int attempt = 0; ran.exitCode() != 0; attempt++) {
            assertThat(attempt).as("attempts with seed %s: %s", seed, ran).isLessThan(60);
            liveOn();
            ran = interrupted("sync", MACHINES);
        }

        assertEqual(seed);
    }

    /** A process of its own, which ends at any call as by {@code kill -9}. */
    @ParameterizedTest
    @ValueSource(longs = {101, 102})
    void endsEqualByABackfillThatIsKilled(long seed) throws InterruptedException {
        begin(EVERYTHING, seed);

        for (int kill = 0; kill < KILLS; kill++) {
            kill(BACKFILL);
            liveOn();
        }

        assertThat(rig.program().run(BACKFILL).exitCode()).as("seed %s", seed).isZero();
        assertEqual(seed);
    }

    private void kill(String... words) throws InterruptedException {
        CompletableFuture<ChildProgram> child = new CompletableFuture<>();
        rig.sandbox().faults().after(MACHINES, random.nextInt(12), Fault.meanwhile(() -> child.join()
                .kill()));
        child.complete(ChildProgram.start(rig.allSettings(), words));
        child.join().exitCode();
        rig.sandbox().faults().clear();
    }

    private void begin(Rig on, long seed) {
        rig = on;
        random = new Random(seed);
        IntStream.range(0, 60).forEach(number -> add());
        rig.sync(MACHINES);
        List<String> olderVersions = new ArrayList<>(rig.machines().live().values());
        IntStream.range(0, 80).forEach(step -> change(olderVersions));
        rig.sync(MACHINES);
        IntStream.range(0, 15).forEach(step -> vanishOrGoBack(olderVersions));
    }

    private void change(List<String> olderVersions) {
        switch (random.nextInt(8)) {
            case 0 -> add();
            case 1 -> delete();
            case 2 -> rig.sync(MACHINES);
            case 3 -> vanishOrGoBack(olderVersions);
            default -> edit();
        }
    }

    /** What happens while a load is interrupted: the stream tells of all of it. */
    private void liveOn() {
        for (int step = random.nextInt(4); step > 0; step--) {
            switch (random.nextInt(3)) {
                case 0 -> add();
                case 1 -> delete();
                default -> edit();
            }
        }
    }

    private void vanishOrGoBack(List<String> olderVersions) {
        if (random.nextInt(3) == 0) {
            rig.machines().put(olderVersions.get(random.nextInt(olderVersions.size())));
        } else {
            rig.machines().vanish(any());
        }
    }

    private void add() {
        rig.machines().add(rig.machines().generate().put("stopDateTime", anyDay()));
    }

    private void edit() {
        rig.machines().edit(any(), record -> {
            record.put("qty", random.nextInt(1000));
            if (random.nextBoolean()) {
                record.put("stopDateTime", anyDay());
            }
        });
    }

    private void delete() {
        rig.machines().delete(any());
    }

    private String any() {
        List<String> ids = rig.machines().live().keySet().stream()
                .sorted(Comparator.naturalOrder())
                .toList();
        return ids.get(random.nextInt(ids.size()));
    }

    private String anyDay() {
        return "2026-01-%02dT%02d:00:00Z".formatted(1 + random.nextInt(28), random.nextInt(24));
    }

    private Ran reconcile() {
        return interrupted(BACKFILL);
    }

    /** A refused call, or connections that are cut, somewhere among the calls; sometimes nothing. */
    private Ran interrupted(String... words) {
        rig.sandbox().faults().clear();
        int call = random.nextInt(12);
        if (random.nextInt(4) > 0) {
            boolean cut = rig.hasKafka() && random.nextBoolean();
            rig.sandbox()
                    .faults()
                    .after(MACHINES, call, cut ? Fault.meanwhile(this::cutConnections) : Fault.status(403));
        }
        Ran ran = rig.program().run(words);
        rig.sandbox().faults().clear();
        return ran;
    }

    private void cutConnections() {
        rig.sql()
                .texts("select pg_terminate_backend(pid)::text from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    private void assertEqual(long seed) {
        try {
            rig.assertMirrored(MACHINES);
        } catch (AssertionError e) {
            throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
