package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program that ends in the middle of a window goes on there when it is started again. */
class RestartTest {

    @RegisterExtension
    static final Rig RIG = Rig.withEverything().with("sync.chunk-limit", 10);

    @Test
    void goesOnWithAFirstLoadAtThePageWhereItStopped() {
        RIG.machines().add(55);
        List<RecordedRequest> before = stoppedAtPage(4);

        RIG.restart();
        RunReport run = RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(run.complete()).isTrue();
        assertThat(RIG.pages(MACHINES).get(0).rawQuery())
                .isEqualTo(before.get(3).rawQuery());
        assertThat(fullPages()).hasSize(3);
    }

    @Test
    void goesOnWithAnIncrementalWindowAtThePageWhereItStopped() {
        RIG.machines().add(5);
        RIG.sync(MACHINES);
        RIG.machines().add(50);
        RIG.sandbox().requests().clear();
        List<RecordedRequest> before = stoppedAtPage(4);

        RIG.restart();
        RIG.machines().add(5);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.pages(MACHINES).get(0).rawQuery())
                .isEqualTo(before.get(3).rawQuery());
    }

    @Test
    void bringsWhatChangedWhileItWasDownInTheSameRun() {
        List<String> ids = RIG.machines().add(55);
        stoppedAtPage(4);

        RIG.machines().edit(ids.get(0), record -> record.put("description", "endret"));
        RIG.machines().delete(ids.get(30));
        RIG.machines().delete(ids.get(1));
        RIG.restart();
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void startsTheWindowAgainWhereItsParametersChangedMeanwhile() {
        RIG.machines().add(55);
        stoppedAtPage(4);

        RIG.restart(Map.of("sync.chunk-limit", "20"));
        RIG.sync(MACHINES);
        RIG.restart(Map.of("sync.chunk-limit", "10"));

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.pages(MACHINES).get(0).query()).doesNotContainKey("ContinuationToken");
        assertThat(RIG.pages(MACHINES)).extracting(RecordedRequest::status).containsOnly(200);
    }

    @Test
    void stopsBehindAPageWhenItIsTold() {
        RIG.machines().add(55);
        RIG.sandbox().faults().always(MACHINES, Fault.delay(Duration.ofMillis(250)));

        CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> RIG.sync(MACHINES));
        await().until(() -> RIG.pages(MACHINES).size() >= 3);
        RIG.restart();
        RunReport stopped = run.join();
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(stopped.complete()).isFalse();
        assertThat(RIG.topicOf(MACHINES).entries()).hasSize(55);
    }

    @Test
    void publishesNothingTwice() {
        RIG.machines().add(55);
        stoppedAtPage(4);

        RIG.restart();
        RIG.sync(MACHINES);

        assertThat(RIG.topicOf(MACHINES).entries()).hasSize(55);
    }

    /** The calls of a run that could not fetch this page; forgotten afterwards. */
    private static List<RecordedRequest> stoppedAtPage(int page) {
        RIG.sandbox().faults().next(MACHINES, page - 1, ConnectionFaults.chunked());
        RIG.sandbox().faults().always(MACHINES, Fault.status(500));
        RIG.failureOf(MACHINES);
        List<RecordedRequest> calls = RIG.pages(MACHINES);
        RIG.sandbox().faults().clear();
        RIG.sandbox().requests().clear();
        return calls;
    }

    private static List<RecordedRequest> fullPages() {
        return RIG.pages(MACHINES).stream()
                .filter(page -> !page.query().containsKey("ModifiedSince"))
                .toList();
    }
}
