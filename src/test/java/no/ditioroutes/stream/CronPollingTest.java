package no.ditioroutes.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Quartz expression goes before the interval. */
class CronPollingTest {

    @RegisterExtension
    static final Rig RIG =
            Rig.onH2().with("sync.polling", true).with("sync.every", "24h").with("sync.cron", "0/2 * * * * ?");

    @Test
    void bringsWhatChangesAtTheTimesOfTheExpression() {
        String first = RIG.machines().add(1).get(0);
        await().atMost(Duration.ofSeconds(20)).until(() -> stored(first));

        String second = RIG.machines().add(1).get(0);

        await().atMost(Duration.ofSeconds(20)).until(() -> stored(second));
        assertThat(stored(first)).isTrue();
    }

    private static boolean stored(String id) {
        return RIG.sql().texts("select id from machine_registrations").contains(id);
    }
}
