package no.ditioroutes.utilisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.Answers;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.HttpTransport;
import no.ditioroutes.ditio.StatusPolicy;
import no.ditioroutes.ditio.TokenCache;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.telematics.ProjectName;
import no.ditioroutes.telematics.StatesApi;
import no.ditioroutes.utilisation.ProjectReading.State;
import no.ditioroutes.utilisation.UtilisationDay.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reading of a project, transition by transition. The days are those of January. */
class ProjectReadingTest {

    private static final ProjectName PROJECT = new ProjectName("c1", "p1");
    private static final String NOTHING = "[]";
    private static final String AN_HOUR = "[{\"state\": \"Working\", \"hours\": 1}]";

    private final StatesApi api = new StatesApi(
            "https://ditio.example",
            new StatusPolicy(new TokenCache(credentials(), null, Meters.none()), Meters.none()),
            new HttpTransport("", false));
    private final RunFindings findings = new RunFindings();
    private final Map<Integer, String> stored = new TreeMap<>();
    private final NavigableSet<LocalDate> sentDays = new TreeSet<>();

    private static Credentials credentials() {
        SecretSetting none = new SecretSetting("DITIO_TOKEN", "", "");
        return new Credentials("client", none, none);
    }

    @Test
    void asksForThePeriodAndTheDayAfterItFirst() {
        ProjectReading reading = reading(1, 4);

        assertThat(reading.state()).isEqualTo(State.PERIOD);
        assertThat(reading.hasNextCall()).isTrue();
        assertThat(asked(reading)).isEqualTo("2026-01-01 to 2026-01-05");
        assertThat(reading.nextCall().scope()).isEqualTo("masstransportapiv1");
    }

    @Test
    void storesThatThereIsNothingAfterOneCall() throws IOException {
        ProjectReading reading = reading(1, 2);

        answer(reading, 200, NOTHING);

        assertThat(reading.state()).isEqualTo(State.STORED);
        assertThat(reading.hasNextCall()).isFalse();
        assertThat(stored).isEqualTo(Map.of(1, "", 2, ""));
        assertThat(reading.count(Change.NONE)).isEqualTo(2);
    }

    @Test
    void storesEachDayIfTheAnswerShowsThem() throws IOException {
        ProjectReading reading = reading(1, 2);

        answer(reading, 200, "[{\"date\": \"2026-01-02\", \"state\": \"Working\", \"hours\": 1}]");

        assertThat(reading.state()).isEqualTo(State.STORED);
        assertThat(stored.get(1)).isEmpty();
        assertThat(stored.get(2)).contains("Working");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void asksForEachHalfOfAPeriodThatIsTooLong(int status) throws IOException {
        ProjectReading reading = reading(1, 4);

        answer(reading, status, "");

        assertThat(reading.state()).isEqualTo(State.PERIOD);
        assertThat(asked(reading)).isEqualTo("2026-01-01 to 2026-01-03");

        answer(reading, 200, NOTHING);

        assertThat(reading.state()).isEqualTo(State.PERIOD);
        assertThat(asked(reading)).isEqualTo("2026-01-03 to 2026-01-05");
    }

    @Test
    void findsOutWhatTheLastDateMeansIfTheAnswerIsATotal() throws IOException {
        ProjectReading reading = reading(1, 4);

        answer(reading, 200, AN_HOUR);

        assertThat(reading.state()).isEqualTo(State.LAST_DATE);
        assertThat(asked(reading)).isEqualTo("2026-01-01 to 2026-01-03");
    }

    @Test
    void countsAPeriodThatIsTooLongAsOneWithoutDataWhileItFindsThatOut() throws IOException {
        ProjectReading reading = reading(1, 4);
        answer(reading, 200, AN_HOUR);

        answer(reading, 400, "");

        assertThat(reading.state()).isEqualTo(State.LAST_DATE);
        assertThat(asked(reading)).isEqualTo("2026-01-03 to 2026-01-04");
    }

    @Test
    void asksForEachDayOnceTheMeaningIsFound() throws IOException {
        ProjectReading reading = reading(1, 2);
        sentDays.add(day(1));
        answer(reading, 200, AN_HOUR);
        answer(reading, 200, AN_HOUR);

        assertThat(reading.state()).isEqualTo(State.EACH_DAY);
        assertThat(findings.lastDate()).contains(LastDate.INCLUDED);
        // The first day was asked for already.
        assertThat(asked(reading)).isEqualTo("2026-01-02 to 2026-01-02");

        answer(reading, 204, "");

        assertThat(reading.state()).isEqualTo(State.STORED);
        assertThat(stored).isEqualTo(Map.of(1, AN_HOUR, 2, ""));
    }

    @Test
    void asksForEachDayAtOnceIfAProjectBeforeFoundTheMeaning() throws IOException {
        findings.found(LastDate.EXCLUDED);
        ProjectReading reading = reading(1, 2);

        answer(reading, 200, AN_HOUR);

        assertThat(reading.state()).isEqualTo(State.EACH_DAY);
        assertThat(asked(reading)).isEqualTo("2026-01-01 to 2026-01-02");
    }

    @Test
    void goesOnWithTheNextPartAfterTheDaysOfOne() throws IOException {
        findings.found(LastDate.EXCLUDED);
        ProjectReading reading = reading(1, 2);
        answer(reading, 400, "");

        // A day and the one after it: of a part of one day the answer is its day's, if the last date is not counted.
        answer(reading, 200, AN_HOUR);

        assertThat(reading.state()).isEqualTo(State.PERIOD);
        assertThat(asked(reading)).isEqualTo("2026-01-02 to 2026-01-03");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PERIOD", "LAST_DATE", "EACH_DAY"})
    void storesNothingOfAProjectThatDitioDoesNotKnow(State state) throws IOException {
        ProjectReading reading = readingIn(state);

        answer(reading, 404, "");

        assertThat(reading.state()).isEqualTo(State.UNKNOWN);
        assertEndedWithoutStoring(reading);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PERIOD", "LAST_DATE", "EACH_DAY"})
    void storesNothingOfAProjectThatDitioRefuses(State state) throws IOException {
        ProjectReading reading = readingIn(state);

        answer(reading, 403, "not yours");

        assertThat(reading.state()).isEqualTo(State.REFUSED);
        assertThat(reading.refusal().orElseThrow().kind()).isEqualTo(UserFacingException.Kind.REFUSED);
        assertThat(reading.refusal().orElseThrow())
                .hasMessageContainingAll("not yours", "company c1, project p1", "masstransportapiv1");
        assertThat(findings.failure()).isEmpty();
        assertEndedWithoutStoring(reading);
    }

    @Test
    void isRefusedIfASingleDayIs() throws IOException {
        ProjectReading reading = reading(1, 1);

        answer(reading, 400, "no such project");

        assertThat(reading.state()).isEqualTo(State.REFUSED);
        assertThat(reading.refusal().orElseThrow().kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(reading.refusal().orElseThrow()).hasMessageContaining("Check the ids of company c1, project p1");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PERIOD", "LAST_DATE", "EACH_DAY"})
    void asksTheSameAgainIfDitioCannotAnswerNow(State state) throws IOException {
        ProjectReading reading = readingIn(state);
        String asked = asked(reading);

        assertThatThrownBy(() -> answer(reading, 503, "")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> answer(reading, 200, "<html>")).hasMessageContaining("Expected JSON");
        assertThatThrownBy(() -> reading.lost(new IOException("reset"))).hasMessage("reset");

        assertThat(reading.state()).isEqualTo(state);
        assertThat(reading.hasNextCall()).isTrue();
        assertThat(asked(reading)).isEqualTo(asked);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PERIOD", "LAST_DATE", "EACH_DAY"})
    void stopsTheRunIfItGivesUp(State state) throws IOException {
        ProjectReading reading = readingIn(state);

        reading.gaveUp(new IOException("connection refused"));

        assertThat(reading.state()).isEqualTo(State.FAILED);
        assertThat(findings.failure().orElseThrow())
                .hasMessageStartingWith("Gave up reading machine hours: connection refused");
        assertEndedWithoutStoring(reading);
        assertThat(reading(1, 2).hasNextCall()).isFalse();
    }

    @Test
    void stopsTheRunByAFailureThatNoRetryHelps() {
        ProjectReading reading = reading(1, 2);
        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> answer(reading, 401, ""));

        reading.failed(failure);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.REFUSED);
        assertThat(reading.state()).isEqualTo(State.FAILED);
        assertThat(findings.failure()).contains(failure);
        assertEndedWithoutStoring(reading);
    }

    @Test
    void isNotStoredIfTheDatabaseFails() {
        UserFacingException down = new UserFacingException(UserFacingException.Kind.SINK, "down");
        ProjectReading reading = reading(1, 2, day -> {
            throw down;
        });

        assertThatThrownBy(() -> answer(reading, 200, NOTHING)).isSameAs(down);

        assertThat(reading.state()).isNotEqualTo(State.STORED);
    }

    @Test
    void namesTheDaysThatDitioShowsNothingOf() throws IOException {
        ProjectReading reading = reading(1, 2);
        sentDays.addAll(Set.of(day(1), day(3)));
        assertThat(reading.missingDays()).isEmpty();

        answer(reading, 200, NOTHING);

        assertThat(reading.missingDays()).containsExactly(day(1));
    }

    /** Days 1 to 5 may hold data each, in all combinations; 5 is the day after the period. */
    @ParameterizedTest
    @EnumSource(LastDate.class)
    void knowsEachDayWhereverTheDataLiesAndNeverAsksTwice(LastDate meaning) throws IOException {
        for (int layout = 0; layout < 1 << 5; layout++) {
            ProjectReading reading = new ProjectReading(
                    api, PROJECT, new Period(day(1), day(4)), sentDays, this::store, new RunFindings());
            List<String> asked = new ArrayList<>();
            while (reading.hasNextCall()) {
                asked.add(asked(reading));
                answer(reading, 200, total(layout, reading.nextCall(), meaning));
            }

            assertThat(asked).doesNotHaveDuplicates();
            for (int day = 1; day <= 4; day++) {
                boolean hasData = (layout & 1 << (day - 1)) != 0;
                assertThat(stored.get(day)).as("day %s of %s", day, layout).isEqualTo(hasData ? AN_HOUR : "");
            }
        }
    }

    private static String total(int layout, ApiCall call, LastDate meaning) throws IOException {
        JsonNode body = new ObjectMapper().readTree(call.body());
        LocalDate from = LocalDate.parse(body.path("fromDate").textValue());
        LocalDate to = LocalDate.parse(body.path("toDate").textValue());
        long hours = from.datesUntil(meaning == LastDate.INCLUDED ? to.plusDays(1) : to)
                .filter(day -> (layout & 1 << (day.getDayOfMonth() - 1)) != 0)
                .count();
        return AN_HOUR.replace("1", String.valueOf(hours));
    }

    /** Returns a reading of three days in one of its states, of which nothing is stored yet. */
    private ProjectReading readingIn(State state) throws IOException {
        ProjectReading reading = reading(1, 3);
        if (state != State.PERIOD) {
            answer(reading, 200, AN_HOUR);
        }
        while (reading.state() != state) {
            answer(reading, 200, AN_HOUR);
        }
        return reading;
    }

    private void assertEndedWithoutStoring(ProjectReading reading) {
        assertThat(reading.hasNextCall()).isFalse();
        assertThat(stored).isEmpty();
        assertThat(reading.missingDays()).isEmpty();
    }

    private ProjectReading reading(int from, int to) {
        return reading(from, to, this::store);
    }

    private ProjectReading reading(int from, int to, Function<UtilisationDay, Change> table) {
        return new ProjectReading(api, PROJECT, new Period(day(from), day(to)), sentDays, table, findings);
    }

    private Change store(UtilisationDay day) {
        stored.put(day.day().getDayOfMonth(), day.payload());
        return day.payload().isEmpty() ? Change.NONE : Change.WRITTEN;
    }

    private static String asked(ProjectReading reading) {
        return reading.nextCall().what().replaceFirst(".* from ", "");
    }

    private static void answer(ProjectReading reading, int status, String body) throws IOException {
        reading.accept(Answers.to(reading.nextCall(), status, body));
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 1, day);
    }
}
