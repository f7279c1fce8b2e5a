package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.ResponseFaults;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No record is lost, whatever one of the two clocks shows. Ditio's records carry the sandbox's time; {@code Date} may
 * differ from it, and this machine's clock differs where the sandbox's runs ahead or behind.
 */
class ClockMatrixTest {

    private static final Duration TWO_HOURS = Duration.ofHours(2);

    @RegisterExtension
    static final Rig RIG = Rig.onH2().with("sync.chunk-limit", 10);

    /** What the {@code Date} of an answer is. */
    enum Date {
        RIGHT,
        AHEAD,
        BEHIND,
        ABSENT,
        GARBAGE;

        Optional<Fault> fault() {
            return switch (this) {
                case RIGHT -> Optional.empty();
                case AHEAD -> Optional.of(ResponseFaults.dateSkewed(TWO_HOURS));
                case BEHIND -> Optional.of(ResponseFaults.dateSkewed(TWO_HOURS.negated()));
                case ABSENT -> Optional.of(ResponseFaults.dateMissing());
                case GARBAGE -> Optional.of(ResponseFaults.headers(Map.of("Date", "i dag")));
            };
        }
    }

    /** Which answers have such a date. */
    enum Which {
        ALL,
        EVERY_OTHER,
        OF_THE_FIRST_LOAD,
        OF_THE_SECOND_RUN
    }

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Date date : Date.values()) {
            for (Which which : date == Date.RIGHT ? new Which[] {Which.ALL} : Which.values()) {
                for (int machine : List.of(0, 2, -2)) {
                    // A wrong Date and a wrong clock that agree are two faults.
                    boolean both = machine != 0 && (date == Date.AHEAD || date == Date.BEHIND);
                    if (!both) {
                        cases.add(Arguments.of(date, which, machine));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "Date {0} of {1}, this machine {2} h ahead")
    @MethodSource("cases")
    void losesNothing(Date date, Which which, int machine) {
        RIG.sandbox().clock().skew(Duration.ofHours(-machine));
        // Some are old and some fresh, and the newest is not on the first page.
        List<String> ids = RIG.machines().add(25);
        during(Which.OF_THE_FIRST_LOAD, date, which, () -> changed(ids.subList(0, 3)));

        during(Which.OF_THE_SECOND_RUN, date, which, () -> changed(ids.subList(3, 6)));
        if (which == Which.ALL) {
            // A process that has seen no answer yet.
            RIG.restart();
        }
        later(Duration.ofMinutes(40));
        changed(ids.subList(6, 9));
        during(null, date, which, () -> changed(ids.subList(9, 12)));
        later(Duration.ofMinutes(40));
        ids.subList(12, 14).forEach(RIG.machines()::delete);
        during(null, date, which, () -> RIG.machines().add(13));

        // Once all clocks are right and have passed every time that was shown, everything is there.
        RIG.sandbox().faults().clear();
        RIG.sandbox().clock().skew(Duration.ofHours(Math.abs(machine) + 3));
        RIG.sync(MACHINES);
        RIG.assertMirrored(MACHINES);
    }

    @ParameterizedTest(name = "Date {0} of {1}, this machine {2} h ahead")
    @MethodSource("cases")
    void showsAChangeAtOnceUnlessNoClockHasComeSoFar(Date date, Which which, int machine) {
        RIG.sandbox().clock().skew(Duration.ofHours(-machine));
        RIG.machines().add(25);
        wrong(date, which);
        RIG.sync(MACHINES);
        RIG.machines().add(13);

        RIG.sync(MACHINES);

        boolean blind = machine < 0 && (date == Date.ABSENT || date == Date.GARBAGE);
        if (!blind) {
            RIG.assertMirrored(MACHINES);
        }
        assertThat(RIG.cursor(MACHINES)).get().extracting(Cursor::since).satisfies(since -> assertThat(since)
                .isBeforeOrEqualTo(RIG.sandbox().clock().instant().minus(Duration.ofMinutes(9))));
    }

    @Test
    void waitsWhereTheCursorIsAheadOfBothClocks() {
        RIG.machines().add(3);
        RIG.sync(MACHINES);
        Instant ahead = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(TWO_HOURS);
        RIG.sql().execute("update ditio_cursor set since = '" + ahead + "'");
        RIG.machines().add(3);

        RunReport waiting = RIG.sync(MACHINES);

        assertThat(waiting.records()).isZero();
        assertThat(RIG.cursor(MACHINES).orElseThrow().since()).isEqualTo(ahead);
        RIG.sandbox().clock().skew(TWO_HOURS.plusMinutes(1));
        RIG.machines().add(2);
        assertThat(RIG.sync(MACHINES).upserted()).isEqualTo(2);
    }

    @Test
    void reportsADifferenceOnceInTheLogAndInCheck() {
        RIG.sandbox().faults().always(MACHINES, ResponseFaults.dateSkewed(Duration.ofMinutes(61)));
        RIG.restart();
        try (CapturedWarnings log = new CapturedWarnings(ServerClock.class)) {
            RIG.sync(MACHINES);
            RIG.sync(MACHINES);

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("Ditio's clock was 1 h", "ahead of this machine's");
            assertThat(RIG.program().run("check", "--json").out())
                    .contains("\"clocks\"", "Ditio's clock was 1 h", "timedatectl");
        }
    }

    @Test
    void reportsNothingWhereTheClocksDifferByLess() {
        RIG.sandbox().faults().always("", ResponseFaults.dateSkewed(Duration.ofMinutes(4)));
        RIG.restart();
        try (CapturedWarnings log = new CapturedWarnings(ServerClock.class)) {
            RIG.sync(MACHINES);

            assertThat(log.messages()).isEmpty();
        }
    }

    private static void during(Which run, Date date, Which which, Runnable changes) {
        if (which == Which.ALL || which == Which.EVERY_OTHER || which == run) {
            wrong(date, which);
        }
        // While the pages are read, and behind the one that is.
        RIG.sandbox().faults().after(MACHINES, 1, Fault.meanwhile(changes));
        RIG.sync(MACHINES);
        RIG.sandbox().faults().clear();
        RIG.machines().add(2);
    }

    private static void wrong(Date date, Which which) {
        date.fault().ifPresent(fault -> {
            if (which == Which.EVERY_OTHER) {
                RIG.sandbox().faults().sometimes("", 0.5, 11, List.of(fault));
            } else {
                RIG.sandbox().faults().always("", fault);
            }
        });
    }

    private static void changed(List<String> ids) {
        ids.forEach(id -> RIG.machines().edit(id, record -> record.put("description", "endret")));
    }

    private static void later(Duration time) {
        RIG.sandbox().clock().advance(time);
    }
}
