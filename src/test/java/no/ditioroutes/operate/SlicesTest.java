package no.ditioroutes.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.stream.Purpose;
import no.ditioroutes.stream.Slice;
import org.junit.jupiter.api.Test;

class SlicesTest {

    @Test
    void touchEachOtherAndEndWithTheWindow() {
        List<Slice> slices = slices("2026-01-01T00:00:00Z", "2026-03-10T12:00:00Z", "P1M");

        assertThat(slices)
                .extracting(Slice::cursor)
                .containsExactly(
                        "s@2026-01-01/2026-02-01", "s@2026-02-01/2026-03-01", "s@2026-03-01/2026-03-10T12:00:00Z");
        assertThat(slices.get(0).to()).isEqualTo(slices.get(1).from());
    }

    @Test
    void doNotWearTheDayOfTheMonthOff() {
        assertThat(slices("2026-01-31T00:00:00Z", "2026-04-01T00:00:00Z", "P1M"))
                .extracting(Slice::from)
                .map(Instant::toString)
                .containsExactly("2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z");
    }

    @Test
    void mayBeDaysOrHours() {
        assertThat(slices("2026-01-01T00:00:00Z", "2026-01-15T00:00:00Z", "P7D"))
                .hasSize(2);
        assertThat(slices("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "PT6H"))
                .hasSize(4);
    }

    @Test
    void haveOtherNamesWhereTheirIdsAreRemembered() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(new Slices("s", from, from.plusSeconds(60), "P1M").cut(Purpose.RECONCILE))
                .extracting(Slice::cursor)
                .containsExactly("s@2026-01-01/2026-01-01T00:01:00Z+reconcile");
    }

    @Test
    void refuseWhatCannotBeCut() {
        refused(
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z",
                "P1M",
                "--from 2026-01-01T00:00:00Z is not before --to");
        refused("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "month", "--slice is 'month', expected a period");
        refused("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "P0D", "is no time at all");
        refused("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "-P1D", "is no time at all");
        refused("2000-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "PT1H", "more than 10000 slices");
    }

    private static void refused(String from, String to, String slice, String message) {
        assertThatThrownBy(() -> slices(from, to, slice))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining(message);
    }

    private static List<Slice> slices(String from, String to, String slice) {
        return new Slices("s", Instant.parse(from), Instant.parse(to), slice).cut(Purpose.LOAD);
    }
}
