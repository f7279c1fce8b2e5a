package no.ditioroutes.telematics;

import static no.ditioroutes.sandbox.Fixture.COMPANY_ID;
import static no.ditioroutes.sandbox.Fixture.PROJECT_ID;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Quirk;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.utilisation.Period;
import no.ditioroutes.utilisation.Utilisation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The machine hours of a period are right whether Ditio counts the last date or not, and take few calls. */
class UtilisationPeriodTest {

    private static final String TOTALS = "/external-excavator-state/aggregated-data-per-state";
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final LocalDate LAST = LocalDate.parse("2026-01-20");

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onBoth().with("utilisation.projects", COMPANY_ID + "/" + PROJECT_ID);

    private final CapturedWarnings log = new CapturedWarnings(Utilisation.class);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @OnBothDatabases
    void takesOneCallWhereThereIsNothing() {
        RunReport run = read();

        assertThat(run.records()).isEqualTo(20);
        assertThat(run.unchanged()).isEqualTo(20);
        assertThat(calls()).isEqualTo(1);
    }

    @OnBothDatabases
    void takesOneCallWhereTheAnswerTellsDaysApart() {
        for (boolean excluded : List.of(false, true)) {
            begin(excluded, Quirk.TOTALS_BY_DAY);
            RIG.another(working(1), working(20), working(21));

            read();

            assertThat(hours()).containsExactly("2026-01-01 1.0", "2026-01-20 1.0");
            assertThat(calls()).isEqualTo(1);
        }
    }

    @OnBothDatabases
    void findsOutByWhatItSentWhetherTheLastDateIsCounted() {
        RIG.send(working(3), working(4), working(20));
        for (boolean excluded : List.of(false, true)) {
            begin(excluded);
            RIG.another(working(3), working(4), working(20));

            read();

            assertThat(hours()).containsExactly("2026-01-03 1.0", "2026-01-04 1.0", "2026-01-20 1.0");
            // The period and each day; and two more where a day by itself has nothing.
            assertThat(calls()).isEqualTo(excluded ? 23 : 21);
        }
    }

    @OnBothDatabases
    void findsOutByAskingWhereItSentNothing() {
        List<List<Integer>> layouts =
                List.of(List.of(1), List.of(20), List.of(21), List.of(10, 11), List.of(20, 21), List.of(1, 7, 19, 21));
        for (boolean excluded : List.of(false, true)) {
            for (List<Integer> days : layouts) {
                begin(excluded);
                days.forEach(day -> RIG.another(working(day)));

                read();

                assertThat(hours())
                        .as("%s, excluded: %s", days, excluded)
                        .containsExactlyElementsOf(days.stream()
                                .filter(day -> day <= 20)
                                .map(day -> LocalDate.of(2026, 1, day) + " 1.0")
                                .toList());
                assertThat(calls()).isLessThanOrEqualTo(28);
            }
        }
    }

    @OnBothDatabases
    void findsTheHoursOfASingleDay() {
        for (boolean excluded : List.of(false, true)) {
            begin(excluded);
            RIG.another(working(4), working(5));

            read(new Period(LocalDate.parse("2026-01-04"), LocalDate.parse("2026-01-04")));

            assertThat(hours()).containsExactly("2026-01-04 1.0");
        }
    }

    @OnBothDatabases
    void asksForHalfWherePeriodsAreTooLong() {
        for (boolean excluded : List.of(false, true)) {
            begin(excluded, Quirk.TOTALS_OF_A_WEEK);
            RIG.another(working(2), working(9), working(20));

            read();

            assertThat(hours()).containsExactly("2026-01-02 1.0", "2026-01-09 1.0", "2026-01-20 1.0");
        }
    }

    @OnBothDatabases
    void failsWhereDitioRefusesASingleDay() {
        RIG.sandbox().faults().always(TOTALS, Fault.status(400));

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, UtilisationPeriodTest::read);

        assertThat(failure).hasMessageContainingAll("1 of 1 projects were not read", "400");
        assertThat(calls()).isLessThan(10);
    }

    @OnBothDatabases
    void warnsWhereDitioShowsNothingOfWhatWasSent() {
        RIG.send(working(3), working(4));
        begin(false);
        RIG.another(working(4));

        read();

        assertThat(hours()).containsExactly("2026-01-04 1.0");
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("shows no machine hours", PROJECT_ID, "on 1 days on which states were sent", "[2026-01-03]");
    }

    @OnBothDatabases
    void readsTheLastDaysTooWhereTheLastDateIsNotCounted() {
        RIG.sandbox().quirks().add(Quirk.TOTALS_WITHOUT_TO_DATE);
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        RIG.send(row("EX-001", "Working", yesterday + "T08:00:00Z", yesterday + "T10:00:00Z"));

        RIG.program().streams().sync("machine-utilisation");

        assertThat(hours()).containsExactly(yesterday + " 2.0");
    }

    /** An empty Ditio and an empty table. */
    private static void begin(boolean excluded, Quirk... quirks) {
        RIG.sandbox().states().clear();
        RIG.sandbox().quirks().clear();
        RIG.sandbox().quirks().addAll(List.of(quirks));
        if (excluded) {
            RIG.sandbox().quirks().add(Quirk.TOTALS_WITHOUT_TO_DATE);
        }
        RIG.sandbox().requests().clear();
        RIG.execute("delete from machine_utilisation");
    }

    /** An hour of a day in January. */
    private static String working(int day) {
        String date = LocalDate.of(2026, 1, day).toString();
        return row("EX-001", "Working", date + "T08:00:00Z", date + "T09:00:00Z");
    }

    private static RunReport read() {
        return read(new Period(FIRST, LAST));
    }

    private static RunReport read(Period period) {
        return RIG.program().streams().read("machine-utilisation", period);
    }

    private static int calls() {
        return RIG.sandbox().requests().matching(TOTALS).size();
    }

    private static List<String> hours() {
        String query = "select work_date, hours from machine_utilisation order by 1";
        try (Connection connection = RIG.program().database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> hours = new ArrayList<>();
            while (row.next()) {
                hours.add(row.getString(1) + " " + row.getDouble(2));
            }
            return hours;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
