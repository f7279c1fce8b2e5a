package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.HOURS;
import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import no.ditioroutes.PublishedTopic;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests route files that a user edited: a filter, a second topic, and an edit at run time. */
class EditedRoutesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MACHINES_FILE = "machine-registrations.camel.yaml";
    private static final String HOURS_FILE = "time-registrations.camel.yaml";

    private static final String PUBLISH =
            "- to: {uri: ditio-kafka:upsert, description: Stages its message}\n".indent(28);
    private static final String UPSERT =
            "- to: {uri: ditio-sql:upsert, description: Stages its row}\n".indent(28) + PUBLISH;
    private static final String PUBLISH_COPY =
            "- to: {uri: ditio-kafka:upsert, parameters: {topic: machines-copy}}\n".indent(28);

    private static final EditableRoutes ROUTES = EditableRoutes.copy()
            .edit(MACHINES_FILE, PUBLISH, PUBLISH + PUBLISH_COPY)
            .write(HOURS_FILE, filtered("P-1001"));

    @RegisterExtension
    static final Rig RIG = Rig.withEverything()
            .with("sync.chunk-limit", 10)
            .with("camel.main.routes-include-pattern", ROUTES.pattern())
            .with("camel.main.routes-reload-enabled", true);

    @Test
    void publishesACopyToASecondTopic() {
        List<String> ids = RIG.machines().add(12);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.topic("machines-copy").entries())
                .extracting(PublishedTopic.Entry::key)
                .containsAll(ids);
    }

    @Test
    void countsARecordOnceThatIsTooLargeForBothItsTopics() {
        String id = RIG.machines().add(2).get(0);
        RIG.machines().edit(id, record -> record.put("description", Noise.of(1_500_000)));

        RunReport run = RIG.sync(MACHINES);

        assertThat(run.upserted()).isEqualTo(1);
        assertThat(run.rejected()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatAFilterDoesNotLetThroughAndTakesAnotherFilterWhileItRuns() {
        String first = hours("P-1001");
        String second = hours("P-1002");
        List<String> routes = routes();

        RunReport before = RIG.sync(HOURS);
        assertThat(stored()).containsExactly(first);
        assertThat(before.skipped()).isEqualTo(1);

        Route replaced = route(HOURS);
        ROUTES.write(HOURS_FILE, filtered("P-1002"));
        await().atMost(PATIENCE).until(() -> isReplaced(replaced));
        RIG.sync(HOURS);

        assertThat(stored()).containsExactlyInAnyOrder(first, second);
        assertThat(routes()).isEqualTo(routes);
        RIG.machines().add(1);
        RIG.sync(MACHINES);
        RIG.assertMirrored(MACHINES);
    }

    /** Returns the shipped file with a filter around the upserts. */
    private static String filtered(String project) {
        String filter =
                """
                - filter:
                    expression: {simple: {expression: "${body[projectNumber]} == '%s'"}}
                    steps:
                """
                        .formatted(project)
                        .indent(28);
        return EditableRoutes.copy()
                .edit(HOURS_FILE, UPSERT, filter + UPSERT.indent(6))
                .read(HOURS_FILE);
    }

    private static boolean isReplaced(Route before) {
        return route(before.getRouteId()) != before && isStarted(before.getRouteId());
    }

    private static boolean isStarted(String id) {
        return RIG.program().camel().getRouteController().getRouteStatus(id) == ServiceStatus.Started;
    }

    private static Route route(String id) {
        return RIG.program().camel().getRoute(id);
    }

    private static String hours(String project) {
        return RIG.hours().add(RIG.hours().generate().put("projectNumber", project));
    }

    private static List<String> stored() {
        return RIG.sql().texts("select id from time_registrations");
    }

    private static List<String> routes() {
        return RIG.program().camel().getRoutes().stream()
                .map(Route::getRouteId)
                .sorted()
                .toList();
    }
}
