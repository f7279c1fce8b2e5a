package no.ditioroutes.telematics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.csv.TimeFormats;
import no.ditioroutes.ditio.MachineState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a row a machine state, and what is said of one that is none. */
class StateReaderTest {

    private static final String HEADER = "companyId,projectId,machineId,state,startTime,endTime\n";

    @TempDir
    Path folder;

    @Test
    void readsTheSixFieldsOfARow() throws Exception {
        assertThat(states(rules(), HEADER + "c1,p1,EX-001,Working,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z"))
                .containsExactly(new MachineState(
                        "c1",
                        "p1",
                        "EX-001",
                        "Working",
                        Instant.parse("2026-01-15T08:00:00Z"),
                        Instant.parse("2026-01-15T09:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T08:00:00Z,      2026-01-31T08:00:00Z",
        "2026-01-31T08:00:00.5Z,    2026-01-31T08:00:00.500Z",
        "2026-01-31T08:00Z,         2026-01-31T08:00:00Z",
        "2026-01-31t08:00:00z,      2026-01-31T08:00:00Z",
        "2026-01-31T08:00:00+02:00, 2026-01-31T06:00:00Z",
        "2026-01-31T08:00:00-0330,  2026-01-31T11:30:00Z",
        "2026-01-31T08:00:00+01,    2026-01-31T07:00:00Z",
        "2026-01-31 08:00:00+01:00, 2026-01-31T07:00:00Z",
        "2026-01-31T08:00:00,       2026-01-31T07:00:00Z",
        "2026-01-31 08:00,          2026-01-31T07:00:00Z",
        "2026-07-31 08:00,          2026-07-31T06:00:00Z",
        "2026-01-31T08:00:00.1234567Z, 2026-01-31T08:00:00.123456Z",
        "2026-01-31 8:00,           2026-01-31T07:00:00Z",
        "2026-01-31T8:05:09.5Z,     2026-01-31T08:05:09.500Z",
        "2026-01-31 08:00:00 +02:00, 2026-01-31T06:00:00Z",
        "2026-01-31 08:00 UTC,      2026-01-31T08:00:00Z",
        "2026-01-31T24:00,          2026-01-31T23:00:00Z",
        "31.01.2026 08:00,          2026-01-31T07:00:00Z",
        "31.1.2026 8:00:30,         2026-01-31T07:00:30Z",
        "31.01.2026 08:00 +02:00,   2026-01-31T06:00:00Z",
        "2026/01/31 08:00,          2026-01-31T07:00:00Z"
    })
    void readsATimeInAnyOfTheCommonWays(String written, Instant meant) throws Exception {
        assertThat(time("reject", written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31",
        "08:00",
        "31.01.26 08:00",
        "31/01/2026 08:00",
        "29.02.2026 08:00",
        "2026-02-30 08:00",
        "2026-02-30T08:00:00Z",
        "2026-01-31T25:00:00Z",
        "1769846400",
        "yesterday",
        "0000-00-00T00:00:00Z"
    })
    void saysWhatATimeShouldLookLike(String written) throws Exception {
        assertThat(reason(rules(), "c1,p1,EX-001,Idle," + written + ",2026-01-31T09:00:00Z"))
                .isEqualTo(
                        "startTime is '" + written + "', expected a time such as 2026-01-31T08:00:00Z, or a format of"
                                + " telematics.time-formats: d.M.yyyy H:mm[:ss], yyyy/M/d H:mm[:ss]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'',p1,EX-001,Idle,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z | companyId is empty",
                "c1,' ',EX-001,Idle,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z | projectId is empty",
                "c1,p1,,Idle,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z | machineId is empty",
                "c1,p1,EX-001,,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z | state is empty",
                "c1,p1,EX-001,Idle,,2026-01-15T09:00:00Z | startTime is empty",
                "c1,p1,EX-001,Idle,2026-01-15T08:00:00Z, | endTime is empty",
                "c1,p1,EX-001,Idle,2026-01-15T09:00:00Z,2026-01-15T08:00:00Z |"
                        + " startTime 2026-01-15T09:00:00Z is not before endTime 2026-01-15T08:00:00Z",
                "c1,p1,EX-001,Idle,2026-01-15T09:00:00Z,2026-01-15T09:00:00Z |"
                        + " startTime 2026-01-15T09:00:00Z is not before endTime 2026-01-15T09:00:00Z",
                "c1,p1,EX-001,Idle,2026-01-15T08:00:00Z,2026-01-16T08:00:01Z |"
                        + " it lasts 24.0 hours, more than the 24 of telematics.longest-hours",
                "c1,p1,EX-001,Idle,2026-01-15T08:00:00Z,2026-01-17T08:00:00Z |"
                        + " it lasts 48.0 hours, more than the 24 of telematics.longest-hours",
                "c1,p1,EX-001,Idle,1969-12-31T23:00:00Z,1970-01-01T01:00:00Z |"
                        + " startTime 1969-12-31T23:00:00Z lies before 1970"
            })
    void saysWhyARowIsRefused(String row, String reason) throws Exception {
        assertThat(reason(rules(), row.replace("''", "").replace("' '", " "))).isEqualTo(reason.strip());
    }

    @Test
    void takesAnIntervalAsLongAsIsAllowed() throws Exception {
        assertThat(states(rules(), HEADER + "c1,p1,EX-001,Idle,2026-01-15T08:00:00Z,2026-01-16T08:00:00Z"))
                .hasSize(1);
    }

    @Test
    void refusesTheFutureBeyondItsBoundAndTakesWhatLiesWithin() throws Exception {
        Instant now = Instant.now();

        assertThat(reason(rules(), row(now, now.plus(Duration.ofMinutes(70)))))
                .contains("lies further ahead than the 60 minutes of telematics.future-minutes");
        assertThat(states(rules(), HEADER + row(now, now.plus(Duration.ofMinutes(50)))))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void refusesATextThatIsNoName(int column) throws Exception {
        String[] fields = {"c1", "p1", "EX-001", "Idle", "2026-01-15T08:00:00Z", "2026-01-15T09:00:00Z"};
        fields[column] = "x".repeat(101);

        assertThat(reason(rules(), String.join(",", fields))).endsWith(" has 101 characters, more than 100");
    }

    @Test
    void refusesATimeThatTheZoneSkips() throws Exception {
        assertThat(reason(rules("reject"), "c1,p1,EX-001,Idle,2026-03-29 02:30,2026-03-29 04:00"))
                .contains("startTime is 2026-03-29T02:30", "Europe/Oslo skips", "telematics.ambiguous-times");
    }

    @Test
    void refusesATimeThatTheZoneHasTwice() throws Exception {
        assertThat(reason(rules("reject"), "c1,p1,EX-001,Idle,2026-10-25 01:30,2026-10-25 02:30"))
                .contains("endTime is 2026-10-25T02:30", "Europe/Oslo has twice", "give it with its offset");
    }

    @ParameterizedTest
    @CsvSource({
        "earlier, 2026-10-25 02:30, 2026-10-25T00:30:00Z",
        "later,   2026-10-25 02:30, 2026-10-25T01:30:00Z",
        "Earlier, 2026-03-29 02:30, 2026-03-29T00:30:00Z",
        "LATER,   2026-03-29 02:30, 2026-03-29T01:30:00Z"
    })
    void takesADoubtfulTimeAsItWasTold(String policy, String written, Instant meant) throws Exception {
        assertThat(time(policy, written)).isEqualTo(meant);
    }

    @Test
    void takesTheHourAroundAChangeWhereItsOffsetIsSaid() throws Exception {
        assertThat(states(
                        rules("reject"),
                        HEADER + "c1,p1,EX-001,Idle,2026-10-25T02:30:00+02:00,2026-10-25T02:30:00+01:00"))
                .extracting(MachineState::start, MachineState::end)
                .containsExactly(tuple(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T01:30:00Z")));
    }

    @Test
    void fillsInTheCompanyAndTheProject() throws Exception {
        StateRules rules = rules("c9", "p9", "reject", "");

        List<MachineState> states = states(
                rules, "machineId,state,startTime,endTime\nEX-001,Idle,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z");

        assertThat(states).extracting(MachineState::companyId).containsExactly("c9");
        assertThat(states).extracting(MachineState::projectId).containsExactly("p9");
    }

    @Test
    void fillsInWhereACellIsEmptyAndLeavesTheOthers() throws Exception {
        StateRules rules = rules("c9", "p9", "reject", "");

        List<MachineState> states = states(
                rules,
                HEADER + ",p1,EX-001,Idle,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z\n"
                        + "c1,,EX-001,Idle,2026-01-15T09:00:00Z,2026-01-15T10:00:00Z");

        assertThat(states).extracting(MachineState::companyId).containsExactly("c9", "c1");
        assertThat(states).extracting(MachineState::projectId).containsExactly("p1", "p9");
    }

    @Test
    void refusesAFileThatLacksColumnsAndNamesThem() {
        assertThatThrownBy(() -> states(rules(), "machineId,state,startTime\nEX-001,Idle,2026-01-15T08:00:00Z"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("lacks the columns companyId, projectId, endTime")
                .hasMessageContaining("it has machineId, state, startTime")
                .hasMessageContaining("DITIO_COMPANY_ID");
    }

    @Test
    void callsAStateWhatDitioCallsIt() throws Exception {
        Path names = Files.writeString(folder.resolve("names.csv"), "name;ditio\nproductive;Working\nTomgang;Idle\n");

        List<MachineState> states = states(
                rules("", "", "reject", names.toString()),
                HEADER + "c1,p1,EX-001,PRODUCTIVE,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z\n"
                        + "c1,p1,EX-001,tomgang,2026-01-15T09:00:00Z,2026-01-15T10:00:00Z\n"
                        + "c1,p1,EX-001,moving,2026-01-15T10:00:00Z,2026-01-15T11:00:00Z");

        assertThat(states).extracting(MachineState::state).containsExactly("Working", "Idle", "Moving");
    }

    @Test
    void saysWhatIsWrongWithAListOfStateNames() throws IOException {
        Path names = Files.writeString(folder.resolve("names.csv"), "from,to\nproductive,Working\n");

        assertThatThrownBy(() -> states(
                        rules("", "", "reject", names.toString()),
                        HEADER + "c1,p1,EX-001,Idle,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z"))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining(names.toString())
                .hasMessageContaining("[from, to], expected name and ditio");
    }

    @Test
    void doesNotStartWithAZoneOrAPolicyThatThereIsNot() {
        assertThatThrownBy(() -> new TimeFormats("Europe/Trondheim", "reject", "telematics.time-formats", ""))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("telematics.zone is 'Europe/Trondheim'");
        assertThatThrownBy(() -> rules("sometimes"))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("telematics.ambiguous-times")
                .hasMessageContaining("sometimes");
    }

    private static StateRules rules() {
        return rules("reject");
    }

    private static StateRules rules(String ambiguous) {
        return rules("", "", ambiguous, "");
    }

    private static StateRules rules(String company, String project, String ambiguous, String names) {
        KnownStates states = new KnownStates(names.isEmpty() ? "none" : names, "", "reject");
        return new StateRules(company, project, times(ambiguous), states, 24, 60);
    }

    private static String row(Instant start, Instant end) {
        return "c1,p1,EX-001,Idle," + start + "," + end;
    }

    private static Instant time(String ambiguous, String written) throws BadRowException {
        return new StateReader.Times(times(ambiguous))
                .parse("startTime", written)
                .instant();
    }

    private static TimeFormats times(String ambiguous) {
        return new TimeFormats(
                "Europe/Oslo", ambiguous, "telematics.time-formats", "d.M.yyyy H:mm[:ss] | yyyy/M/d H:mm[:ss]");
    }

    private String reason(StateRules rules, String row) throws Exception {
        List<StateRow> rows = rows(rules, HEADER + row);
        assertThat(rows).hasSize(1).allMatch(StateRow::isBad);
        return rows.get(0).problem();
    }

    private List<MachineState> states(StateRules rules, String text) throws Exception {
        return rows(rules, text).stream()
                .map(row -> {
                    assertThat(row.problem()).isEmpty();
                    return row.state();
                })
                .toList();
    }

    private List<StateRow> rows(StateRules rules, String text) throws Exception {
        CsvFile csv = CsvFile.open(Files.writeString(folder.resolve("states.csv"), text + "\n"));
        StateReader reader = rules.reader(csv);
        List<StateRow> read = new ArrayList<>();
        try (CsvRows rows = csv.rows()) {
            while (rows.hasNext()) {
                read.add(reader.read(rows.next()));
            }
        }
        return read;
    }
}
