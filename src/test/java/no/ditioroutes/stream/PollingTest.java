package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import no.ditioroutes.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The service brings its streams up to date at every interval by itself. */
class PollingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final Rig RIG = Rig.onH2().with("sync.polling", true).with("sync.every", "1s");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        poll().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        poll().detachAppender(log);
    }

    @Test
    void bringsWhatChangesWhileItRuns() {
        String id = RIG.machines().add(1).get(0);
        await().atMost(PATIENCE).until(() -> stored("true").contains(id));

        RIG.machines().edit(id, record -> record.put("description", "endret"));
        String another = RIG.machines().add(1).get(0);

        await().atMost(PATIENCE).until(() -> stored("description = 'endret'").contains(id));
        await().atMost(PATIENCE).until(() -> stored("true").contains(another));
    }

    @Test
    void makesTheTableEqualToWhatDitioHasAfterAReset() {
        List<String> ids = RIG.machines().add(3);
        await().atMost(PATIENCE).until(() -> stored("true").size() == 3);
        String before = RIG.machines().live().get(ids.get(1));
        RIG.machines().edit(ids.get(1), record -> record.put("description", "endret"));
        await().atMost(PATIENCE).until(() -> stored("description = 'endret'").contains(ids.get(1)));

        RIG.machines().vanish(ids.get(0));
        RIG.machines().put(before);
        RIG.program().run("state", "reset", MACHINES);

        await().atMost(PATIENCE)
                .until(() -> stored("true").size() == 2
                        && stored("description = 'endret'").isEmpty());
    }

    @Test
    void tellsAFailureAndGoesOnAtTheNextInterval() {
        RIG.sandbox().faults().always(MACHINES, Fault.status(403));
        String id = RIG.machines().add(1).get(0);
        await().atMost(PATIENCE).until(() -> errors().stream().anyMatch(error -> error.contains("403")));

        RIG.sandbox().faults().clear();

        await().atMost(PATIENCE).until(() -> stored("true").contains(id));
        assertThat(errors()).anyMatch(error -> error.contains("403") && error.contains("reportingapiv1"));
    }

    private static List<String> stored(String condition) {
        return RIG.sql().texts("select id from machine_registrations where " + condition);
    }

    private List<String> errors() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger poll() {
        return (Logger) LoggerFactory.getLogger("no.ditioroutes.poll");
    }
}
