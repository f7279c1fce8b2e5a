package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two services watch one inbox: every file ends in done, and no row is sent twice. */
class TwoInboxesTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onPostgres()
            .with("inbox.watch", true)
            .with("inbox.poll-ms", 50)
            .with("inbox.stable-ms", 200)
            .with("inbox.retry-after-ms", 300)
            .with("telematics.batch-rows", 50);

    private static TestProgram other;

    @BeforeAll
    static void startAnother() {
        other = TestProgram.start(RIG.settings());
    }

    @AfterAll
    static void endIt() {
        other.close();
    }

    @RepeatedTest(3)
    void sendEachRowOnce() {
        RIG.sandbox().faults().always(IMPORT, Fault.delay(Duration.ofMillis(20)));
        String[] rows = minutes("EX-001", 900);

        for (int at = 0; at < 8; at++) {
            RIG.file(Arrays.copyOfRange(rows, at * 100, at * 100 + 200));
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> RIG.in("done").size() == 8);
        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
        assertThat(RIG.rejectFiles()).isEmpty();
        assertThat(RIG.in("")).isEmpty();
    }
}
