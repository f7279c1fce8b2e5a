package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two programs on one database, with rows in common: each row is sent by one of them. */
class TwoSendersTest {

    @RegisterExtension
    static final StatesRig RIG =
            StatesRig.onBoth().with("telematics.block-rows", 200).with("telematics.batch-rows", 50);

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);
    private static final Map<Map<String, Object>, TestProgram> OTHERS = new HashMap<>();

    private TestProgram other;

    @BeforeEach
    void startAnother() {
        other = OTHERS.computeIfAbsent(RIG.settings(), TestProgram::start);
    }

    @AfterAll
    static void endThem() {
        OTHERS.values().forEach(TestProgram::close);
        THREADS.shutdown();
    }

    @OnBothDatabases(times = 2)
    void sendEachRowOnceWhereTheirFilesShareRows() {
        String[] rows = minutes("EX-001", 1200);
        List<Path> files = IntStream.range(0, 6)
                .mapToObj(at -> RIG.file(Arrays.copyOfRange(rows, at * 100, at * 100 + 700)))
                .toList();
        List<Path> turned = new ArrayList<>(files);
        Collections.reverse(turned);
        slow();

        bothAtOnce(files, turned);

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
        assertThat(RIG.rejects()).isEmpty();
    }

    @OnBothDatabases
    void sendEachRowOnceWhereTheyTakeTheSameFiles() {
        String[] rows = minutes("EX-001", 900);
        List<Path> files = IntStream.range(0, 3)
                .mapToObj(at -> RIG.file(Arrays.copyOfRange(rows, at * 300, at * 300 + 300)))
                .toList();
        slow();

        bothAtOnce(files, files);

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
    }

    @OnBothDatabases
    void sendBothMachinesOfAProjectThatIsNewToThem() {
        String[] newer = minutes("EX-001", "2026-01-16", 300);
        String[] older = minutes("EX-002", "2026-01-15", 300);
        slow();

        bothAtOnce(List.of(RIG.file(newer)), List.of(RIG.file(older)));

        assertThat(RIG.inDitio()).hasSize(600).contains(newer).contains(older);
    }

    private static void slow() {
        RIG.sandbox().faults().always(IMPORT, Fault.delay(Duration.ofMillis(10)));
        RIG.sandbox().faults().sometimes("latest-timestamp", 0.5, 1, List.of(Fault.delay(Duration.ofMillis(300))));
    }

    private void bothAtOnce(List<Path> one, List<Path> two) {
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> sendAll(RIG.program(), one), THREADS);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> sendAll(other, two), THREADS);
        first.join();
        second.join();
    }

    private static void sendAll(TestProgram program, List<Path> files) {
        files.forEach(file -> await().atMost(Duration.ofMinutes(1)).until(() -> isSent(program, file)));
    }

    /** What the other one is at may be left to it, for now. */
    private static boolean isSent(TestProgram program, Path file) {
        try {
            return StatesRig.send(program, file, ImportOptions.USUAL).rows() > 0;
        } catch (UserFacingException busy) {
            assertThat(busy.kind()).isEqualTo(UserFacingException.Kind.SINK);
            return false;
        }
    }
}
