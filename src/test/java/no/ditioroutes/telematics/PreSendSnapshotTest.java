package no.ditioroutes.telematics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import no.ditioroutes.telematics.PreSendSnapshot.DeliveryVerdict;
import no.ditioroutes.telematics.PreSendSnapshot.LatestTimestampKind;
import no.ditioroutes.telematics.PreSendSnapshot.Newest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the latest timestamp tells of a request whose answer got lost; times are hours of a day, and - is none. */
class PreSendSnapshotTest {

    @ParameterizedTest(name = "[{0},{1}] {2}, a request of [{3},{4}], now {5}: {6}")
    @CsvSource({
        // Nothing was there.
        "-,-,UNKNOWN,08,09,-,ABSENT",
        "-,-,UNKNOWN,08,09,08,ARRIVED",
        "-,-,UNKNOWN,08,09,09,ARRIVED",
        "-,-,UNKNOWN,08,09,10,UNKNOWN",
        // The request is newer.
        "08,09,UNKNOWN,10,11,08,ABSENT",
        "08,09,UNKNOWN,10,11,09,ABSENT",
        "08,09,UNKNOWN,10,11,10,ARRIVED",
        "08,09,UNKNOWN,10,11,11,ARRIVED",
        "08,09,END,10,11,09,ABSENT",
        "08,09,END,10,11,11,ARRIVED",
        "08,09,START,10,11,10,ARRIVED",
        // It touches: the end of the one is the start of the other.
        "08,09,UNKNOWN,09,10,08,ABSENT",
        "08,09,UNKNOWN,09,10,09,UNKNOWN",
        "08,09,UNKNOWN,09,10,10,ARRIVED",
        "08,09,END,09,10,09,ABSENT",
        "08,09,START,09,10,09,ARRIVED",
        // It is older, or lies within.
        "12,13,END,08,09,13,UNKNOWN",
        "12,13,UNKNOWN,08,09,12,UNKNOWN",
        "12,13,UNKNOWN,08,09,-,UNKNOWN",
        "08,20,END,10,11,20,UNKNOWN",
        "08,20,START,10,11,10,ARRIVED",
        "08,20,START,10,11,08,ABSENT",
        // Only one time was shown.
        "09,09,UNKNOWN,10,11,09,ABSENT",
        "09,09,UNKNOWN,08,10,09,UNKNOWN",
        "09,09,UNKNOWN,08,10,10,ARRIVED",
        // Somebody else was there.
        "08,09,END,10,11,15,UNKNOWN"
    })
    void tells(
            String start,
            String end,
            LatestTimestampKind meaning,
            String newStart,
            String newEnd,
            String now,
            DeliveryVerdict verdict) {
        PreSendSnapshot before = new PreSendSnapshot(newest(start, end), meaning, null);
        Newest request = newest(newStart, newEnd);

        assertThat(before.byLatest(request, Optional.ofNullable(hour(now)))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "-,-,UNKNOWN,08,09,true",
        "08,09,UNKNOWN,10,11,true",
        "08,09,UNKNOWN,09,10,false",
        "08,09,END,09,10,true",
        "12,13,END,08,09,false",
        "08,20,END,10,11,false",
        "08,20,START,10,11,true"
    })
    void knowsBeforehandWhetherTheTotalsAreNeeded(
            String start, String end, LatestTimestampKind meaning, String newStart, String newEnd, boolean tells) {
        assertThat(new PreSendSnapshot(newest(start, end), meaning, null).isProvenByLatest(newest(newStart, newEnd)))
                .isEqualTo(tells);
    }

    @Test
    void isKeptAsJson() throws Exception {
        PreSendSnapshot whole = new PreSendSnapshot(
                newest("08", "09"), LatestTimestampKind.END, new ObjectMapper().readTree("[{\"hours\":1}]"));
        PreSendSnapshot bare = new PreSendSnapshot(newest("-", "-"), LatestTimestampKind.UNKNOWN, null);

        assertThat(PreSendSnapshot.fromJson(whole.toJson())).isEqualTo(whole);
        assertThat(PreSendSnapshot.fromJson(bare.toJson())).isEqualTo(bare);
    }

    private static Newest newest(String start, String end) {
        return new Newest(hour(start), hour(end));
    }

    private static Instant hour(String text) {
        return text.equals("-") ? null : Instant.parse("2026-01-15T" + text + ":00:00Z");
    }
}
