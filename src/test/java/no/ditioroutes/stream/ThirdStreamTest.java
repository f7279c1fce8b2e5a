package no.ditioroutes.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A further stream is one more route file and one more table. */
class ThirdStreamTest {

    private static final String ABSENCES = "absence-registrations";

    @RegisterExtension
    static final Rig RIG = Rig.withEverything()
            .with("sync.chunk-limit", 10)
            .with("camel.main.routes-include-pattern", withAbsences().pattern());

    @Test
    void isMirroredLikeTheOthers() {
        createTable();
        List<String> ids = RIG.sandbox().stream(ABSENCES).add(25);
        RunReport first = RIG.sync(ABSENCES);

        RIG.sandbox().stream(ABSENCES).edit(ids.get(0), record -> record.put("qty", 3.5));
        RIG.sandbox().stream(ABSENCES).delete(ids.get(1));
        RunReport second = RIG.sync(ABSENCES);

        RIG.assertMirrored(ABSENCES);
        assertThat(RIG.program().streams().registry().names()).containsExactly(ABSENCES, Rig.MACHINES, Rig.HOURS);
        assertThat(first.upserted()).isEqualTo(25);
        assertThat(second.upserted()).isEqualTo(1);
        assertThat(second.deleted()).isEqualTo(1);
    }

    @Test
    void saysWhichTableItLacks() {
        RIG.sql().execute("drop table if exists absence_registrations");

        assertThat(RIG.failureOf(ABSENCES))
                .hasMessageContaining("absence_registrations")
                .hasMessageContaining("create table");
    }

    private static void createTable() {
        RIG.sql()
                .execute(
                        "drop table if exists absence_registrations",
                        "create table absence_registrations (id varchar primary key, date timestamp with time zone,"
                                + " qty double precision, absence_type_name varchar, approved boolean,"
                                + " modified_date_time timestamp with time zone, payload jsonb not null)");
    }

    private static EditableRoutes withAbsences() {
        EditableRoutes routes = EditableRoutes.copy();
        String hours = routes.read("time-registrations.camel.yaml");
        return routes.write(ABSENCES + ".camel.yaml", hours.replace("time-registration", "absence-registration"));
    }
}
