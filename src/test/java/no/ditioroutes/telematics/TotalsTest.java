package no.ditioroutes.telematics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.telematics.PreSendSnapshot.DeliveryVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals by state, in whatever shape they come. Two rows of Working, two hours and a half together, are in question. */
class TotalsTest {

    private static final List<MachineState> ROWS =
            List.of(state("Working", "08:00:00", "09:30:00"), state("Working", "10:00:00", "11:00:00"));

    private static MachineState state(String name, String start, String end) {
        return new MachineState(
                "c1",
                "p1",
                "EX-001",
                name,
                Instant.parse("2026-01-15T" + start + "Z"),
                Instant.parse("2026-01-15T" + end + "Z"));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape("[{'state':'Working','totalSeconds':%s,'recordCount':%s}]", "3600,1", "12600,3"),
                shape("[{'state':'Working','totalHours':%s}]", "1", "3.5"),
                shape("[{'excavatorState':'Working','minutes':%s}]", "60", "210"),
                shape("[{'state':'Working','durationMilliseconds':%s}]", "0", "9000000"),
                shape("{'Working':%s}", "1.0", "3.5"),
                shape("{'Working':%s}", "3600", "12600"),
                shape("{'data':{'Working':%s,'Idle':7}}", "60", "210"),
                shape("{'states':[{'state':'Idle','hours':4},{'state':'Working','hours':%s}]}", "1", "3.5"),
                shape("{'Working':{'hours':%s,'count':%s}}", "1,1", "3.5,3"),
                shape(
                        "{'machines':[{'machineId':'a','states':[{'state':'Working','hours':%s}]},"
                                + "{'machineId':'b','states':[{'state':'Working','hours':2}]}]}",
                        "1", "3.5"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tellWhatArrived(String shape, String before, String after) throws IOException {
        assertThat(verdict(filled(shape, before), filled(shape, after))).isEqualTo(DeliveryVerdict.ARRIVED);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tellWhatDidNotArrive(String shape, String before, String after) throws IOException {
        assertThat(verdict(filled(shape, after), filled(shape, after))).isEqualTo(DeliveryVerdict.ABSENT);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void doNotTellWhereTheyGrewByAnotherAmount(String shape, String before, String after) throws IOException {
        String other = filled(shape, after)
                .replace("3.5", "2.7")
                .replace("12600", "9999")
                .replace("210", "111");

        assertThat(verdict(filled(shape, before), other.replace("9000000", "77")))
                .isEqualTo(DeliveryVerdict.UNKNOWN);
    }

    @Test
    void tellWhatArrivedWhereThereWasNothing() throws IOException {
        assertThat(verdict("[]", "[{'state':'Working','hours':2.5}]")).isEqualTo(DeliveryVerdict.ARRIVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "", "'nothing'", "{'message':'Ingen data'}", "[{'state':'Working'}]"})
    void doNotTellWithoutANumber(String nothing) throws IOException {
        assertThat(verdict(nothing, nothing)).isEqualTo(DeliveryVerdict.UNKNOWN);
    }

    @Test
    void doNotTellWhereAnotherStateGrewToo() throws IOException {
        assertThat(verdict(
                        "[{'state':'Working','hours':1},{'state':'Idle','hours':1}]",
                        "[{'state':'Working','hours':3.5},{'state':'Idle','hours':2}]"))
                .isEqualTo(DeliveryVerdict.UNKNOWN);
    }

    @Test
    void doNotTakeAsManyRowsOfAnotherSenderForOurs() throws IOException {
        assertThat(verdict(
                        "[{'state':'Working','totalSeconds':3600,'recordCount':1}]",
                        "[{'state':'Working','totalSeconds':3720,'recordCount':3}]"))
                .isEqualTo(DeliveryVerdict.UNKNOWN);
    }

    @Test
    void tellOfSeveralStatesAtOnce() throws IOException {
        List<MachineState> rows =
                List.of(state("Working", "08:00:00", "09:00:00"), state("Idle", "09:00:00", "09:30:00"));

        assertThat(Totals.verdict(json("{'Working':1,'Idle':1}"), json("{'Working':2,'Idle':1.5}"), rows))
                .isEqualTo(DeliveryVerdict.ARRIVED);
        assertThat(Totals.verdict(json("{'Working':1,'Idle':1}"), json("{'Working':2,'Idle':1}"), rows))
                .isEqualTo(DeliveryVerdict.UNKNOWN);
    }

    @Test
    void giveHoursByStateWhereAUnitIsNamed() throws IOException {
        Totals totals = Totals.of(json("[{'state':'Working','totalSeconds':5400,'recordCount':3},"
                + "{'state':'Idle','minutes':30},{'state':'Moving','hours':1.25},{'state':'Odd','value':7}]"));

        assertThat(totals.hours())
                .isEqualTo(Map.of(
                        "Working",
                        Optional.of(1.5),
                        "Idle",
                        Optional.of(0.5),
                        "Moving",
                        Optional.of(1.25),
                        "Odd",
                        Optional.empty()));
    }

    private static Arguments shape(String shape, String before, String after) {
        return Arguments.of(shape, before, after);
    }

    private static String filled(String shape, String numbers) {
        return String.format(shape, (Object[]) numbers.split(",", -1));
    }

    private static DeliveryVerdict verdict(String before, String after) throws IOException {
        return Totals.verdict(json(before), json(after), ROWS);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
