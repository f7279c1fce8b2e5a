package no.ditioroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** When a success is overdue. */
class ScheduleTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void isOverdueAfterThreeIntervals() {
        assertThat(new Schedule("15m", "").overdueAfter(NOON)).isEqualTo("2026-01-15T12:45:00Z");
    }

    @Test
    void isNotOverdueWithinAMinuteHoweverShortTheInterval() {
        assertThat(new Schedule("1s", null).overdueAfter(NOON)).isEqualTo("2026-01-15T12:01:00Z");
    }

    @Test
    void countsTheTimesOfAnExpressionWhichMayBeFarApart() {
        Schedule workingHours = new Schedule("15m", "0 0 6-18 * * ?");

        assertThat(workingHours.overdueAfter(local("2026-01-15T17:30:00"))).isEqualTo(local("2026-01-16T07:00:00"));
    }

    @Test
    void isNeverOverdueWhereAnExpressionHasNoFurtherTimes() {
        assertThat(new Schedule("15m", "0 0 0 1 1 ? 2026").overdueAfter(NOON)).isAfter("2100-01-01T00:00:00Z");
    }

    /** Expressions go by the time of the machine. */
    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant();
    }
}
