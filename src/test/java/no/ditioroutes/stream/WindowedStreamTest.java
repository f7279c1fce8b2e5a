package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.HOURS;
import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import no.ditioroutes.boot.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams whose route has a window without its column, or a table that does not exist. */
class WindowedStreamTest {

    private static final EditableRoutes ROUTES = EditableRoutes.copy()
            .edit(MACHINES + ".camel.yaml", "windowColumn: stop_date_time", "from: 2000-01-01, to: 2100-01-01")
            .edit(HOURS + ".camel.yaml", "path: /v1/" + HOURS, "table: hours, path: /v1/" + HOURS);

    @RegisterExtension
    static final Rig RIG = Rig.onH2().with("camel.main.routes-include-pattern", ROUTES.pattern());

    @Test
    void endsAResetWithAPartIfTheColumnOfTheWindowIsNotNamed() {
        String gone = RIG.machines().add(3).get(0);
        RIG.sync(MACHINES);
        RIG.machines().vanish(gone);
        RIG.program().run("state", "reset", MACHINES);

        Ran ran = RIG.program().run("sync", MACHINES);

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.out()).contains("were not removed", "windowColumn");
        assertThat(RIG.sql().texts("select id from machine_registrations")).contains(gone);
    }

    @Test
    void namesStreamAndFileIfTheTableIsMissing() {
        Ran ran = RIG.program().run("sync", HOURS);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out())
                .contains(
                        "The stream " + HOURS + " (", HOURS + ".camel.yaml): There is no table hours in the database");
    }
}
