package no.ditioroutes.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tests the state of a stream by what the database knows and what this process knows better. */
class StreamMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StreamMeters stream = new Meters(registry).stream("hours");

    @Test
    void hasTheLagOfTheDatabaseUntilItsOwnRunGotFurther() {
        stream.stored(ago(7200), ago(7800), 0, 0);
        stream.failed("Ditio does not answer");
        assertThat(lag()).isBetween(7200.0, 7300.0);

        stream.succeeded(ago(10));

        assertThat(lag()).isBetween(10.0, 110.0);
    }

    @Test
    void followsAnotherProcessThatGotFurther() {
        stream.succeeded(ago(7200));

        stream.stored(ago(10), ago(610), 0, 0);

        assertThat(lag()).isBetween(10.0, 110.0);
    }

    @Test
    void knowsNothingWhileTheDatabaseDoesNotAnswer() {
        stream.stored(ago(10), ago(610), 3, 2);
        assertThat(value("ditio.rejects")).isEqualTo(2);

        stream.unknown();

        assertThat(lag()).isNaN();
        assertThat(value("ditio.rejects")).isNaN();
        assertThat(value("ditio.stream.cursor.pages")).isNaN();
    }

    @Test
    void doesNotReportTheOldCursorOfAQuietStreamAsLagBeforeTheFirstRunHasEnded() {
        Instant since = ago(7800);
        stream.stored(ago(7200), since, 0, 0);
        stream.stored(ago(7200), since, 0, 0);

        assertThat(lag()).isNaN();
    }

    @Test
    void hasALagAsSoonAsTheCursorMoves() {
        Instant since = ago(7800);
        stream.stored(ago(7200), since, 0, 0);

        stream.stored(ago(7200), since, 1, 0);

        assertThat(lag()).isBetween(7200.0, 7300.0);
    }

    @Test
    void countsOnlyAPageBeyondTheFurthestAsProgress() {
        stream.moved(false, null, 1);
        stream.moved(false, null, 2);
        Instant sign = stream.lastSign();

        stream.moved(false, null, 1);
        stream.moved(false, null, 2);
        assertThat(stream.lastSign()).isSameAs(sign);

        stream.moved(false, null, 3);
        assertThat(stream.lastSign()).isNotSameAs(sign);
    }

    @Test
    void countsAPageOfALaterWindowAsProgress() {
        stream.moved(true, ago(7200), 5);
        Instant sign = stream.lastSign();

        stream.moved(true, ago(10), 1);

        assertThat(stream.lastSign()).isNotSameAs(sign);
    }

    @Test
    void countsPagesAnewAfterASuccess() {
        Instant since = ago(7200);
        stream.moved(true, since, 2);
        stream.succeeded(ago(10));
        Instant sign = stream.lastSign();

        stream.moved(true, since, 1);

        assertThat(stream.lastSign()).isNotSameAs(sign);
    }

    @Test
    void hasNoLagBeforeTheFirstLoadIsDone() {
        stream.stored(null, null, 4, 0);

        assertThat(lag()).isNaN();
        assertThat(value("ditio.stream.cursor.pages")).isEqualTo(4);
    }

    @Test
    void isReplacedByTheMetersThatCameLast() {
        new Meters(registry).stream("hours").stored(null, null, 5, 0);

        assertThat(value("ditio.stream.cursor.pages")).isEqualTo(5);
    }

    private double lag() {
        return value("ditio.stream.lag");
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }

    private static Instant ago(int seconds) {
        return Instant.now().minus(Duration.ofSeconds(seconds));
    }
}
