package no.ditioroutes.utilisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import no.ditioroutes.utilisation.LastDateSearch.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search for the meaning of the last date, transition by transition. The days are those of January. */
class LastDateSearchTest {

    @Test
    void beginsWithADayOnWhichStatesWereSent() {
        LastDateSearch search = search(period(1, 8), 5, 7);

        assertThat(search.state()).isEqualTo(State.SENT_DAY);
        assertThat(search.asked()).isEqualTo(period(5, 5));
    }

    @Test
    void beginsByHalvingIfNoStatesWereSentInThePeriod() {
        LastDateSearch search = search(period(1, 8), 20);

        assertThat(search.state()).isEqualTo(State.NARROWING);
        assertThat(search.asked()).isEqualTo(period(1, 5));
    }

    @Test
    void beginsWithItsTwoDatesIfThePeriodIsADay() {
        LastDateSearch search = search(period(4, 4));

        assertThat(search.state()).isEqualTo(State.PAIR_START);
        assertThat(search.asked()).isEqualTo(period(4, 4));
    }

    @Test
    void findsThatTheLastDateIsIncludedIfADayWithStatesHasDataByItself() {
        LastDateSearch search = search(period(1, 8), 5);

        search.learn(true);

        assertThat(search.state()).isEqualTo(State.FOUND);
        assertThat(search.found()).isEqualTo(LastDate.INCLUDED);
    }

    @Test
    void asksForADayWithStatesAndTheNextOneIfItHasNoDataByItself() {
        LastDateSearch search = search(period(1, 8), 5);

        search.learn(false);

        assertThat(search.state()).isEqualTo(State.SENT_PAIR);
        assertThat(search.asked()).isEqualTo(period(5, 6));
    }

    @Test
    void goesOnWithTheTwoDaysIfTheyHaveDataTogether() {
        LastDateSearch search = search(period(1, 8), 5);

        learn(search, false, true);

        assertThat(search.state()).isEqualTo(State.PAIR_START);
        assertThat(search.asked()).isEqualTo(period(5, 5));
    }

    @Test
    void goesOnByHalvingIfDitioShowsNothingOfWhatWasSent() {
        LastDateSearch search = search(period(1, 8), 5);

        learn(search, false, false);

        assertThat(search.state()).isEqualTo(State.NARROWING);
        assertThat(search.asked()).isEqualTo(period(1, 5));
    }

    @Test
    void halvesTheHalfThatHasData() {
        LastDateSearch first = search(period(1, 8));
        LastDateSearch second = search(period(1, 8));

        first.learn(true);
        second.learn(false);

        assertThat(first.state()).isEqualTo(State.NARROWING);
        assertThat(first.asked()).isEqualTo(period(1, 3));
        assertThat(second.state()).isEqualTo(State.NARROWING);
        assertThat(second.asked()).isEqualTo(period(5, 7));
    }

    @Test
    void comparesTwoDatesWhenNoMoreAreLeft() {
        LastDateSearch search = search(period(1, 2));

        search.learn(false);

        assertThat(search.state()).isEqualTo(State.PAIR_START);
        assertThat(search.asked()).isEqualTo(period(2, 2));
    }

    @Test
    void findsThatTheLastDateIsIncludedIfTheFirstOfTheTwoHasData() {
        LastDateSearch search = search(period(4, 4));

        search.learn(true);

        assertThat(search.state()).isEqualTo(State.FOUND);
        assertThat(search.found()).isEqualTo(LastDate.INCLUDED);
    }

    @Test
    void asksForTheSecondOfTheTwoIfTheFirstHasNoData() {
        LastDateSearch search = search(period(4, 4));

        search.learn(false);

        assertThat(search.state()).isEqualTo(State.PAIR_END);
        assertThat(search.asked()).isEqualTo(period(5, 5));
    }

    @Test
    void findsTheMeaningByTheSecondOfTheTwo() {
        LastDateSearch included = search(period(4, 4));
        LastDateSearch excluded = search(period(4, 4));

        learn(included, false, true);
        learn(excluded, false, false);

        assertThat(included.found()).isEqualTo(LastDate.INCLUDED);
        assertThat(excluded.found()).isEqualTo(LastDate.EXCLUDED);
    }

    @Test
    void learnsNothingMoreWhenItIsOver() {
        LastDateSearch search = search(period(4, 4));
        search.learn(true);

        assertThatThrownBy(() -> search.learn(true)).isInstanceOf(IllegalStateException.class);
    }

    /** Days 1 to 7 may hold data each, in all combinations; 7 is the day after the period. */
    @ParameterizedTest
    @EnumSource(LastDate.class)
    void findsTheMeaningWhereverTheDataLies(LastDate meaning) {
        Period part = period(1, 6);
        for (int bits = 1; bits < 1 << 7; bits++) {
            int layout = bits;
            if (!hasData(layout, part.withDayAfter(), meaning)) {
                continue;
            }
            for (int sent = 0; sent <= 6; sent++) {
                LastDateSearch search = sent == 0 ? search(part) : search(part, sent);
                while (search.state() != State.FOUND) {
                    search.learn(hasData(layout, search.asked(), meaning));
                }
                assertThat(search.found())
                        .as("%s, sent %s", Integer.toBinaryString(bits), sent)
                        .isEqualTo(meaning);
            }
        }
    }

    private static boolean hasData(int layout, Period asked, LastDate meaning) {
        LocalDate end = meaning == LastDate.INCLUDED ? asked.to().plusDays(1) : asked.to();
        return asked.from().datesUntil(end).anyMatch(day -> (layout & 1 << (day.getDayOfMonth() - 1)) != 0);
    }

    private static void learn(LastDateSearch search, boolean... answers) {
        for (boolean answer : answers) {
            search.learn(answer);
        }
    }

    private static LastDateSearch search(Period part, Integer... sentDays) {
        NavigableSet<LocalDate> sent = new TreeSet<>();
        Arrays.stream(sentDays).map(LastDateSearchTest::day).forEach(sent::add);
        return new LastDateSearch(part, part.withDayAfter(), sent);
    }

    private static Period period(int from, int to) {
        return new Period(day(from), day(to));
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 1, day);
    }
}
