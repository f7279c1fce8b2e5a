package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code projects} and {@code work-orders}: created once, patched after. */
class ProjectsTest {

    private static final String PROJECTS = "/core/api/v4/integration/projects";
    private static final String TASKS = "/core/api/v4/integration/tasks";

    @RegisterExtension
    static final CatalogueRig rig = CatalogueRig.onPostgres();

    @Test
    void createsAProjectOnceAndPatchesItAfterwards() {
        Ran created = apply("projects", "projectNumber;name;active", "P-1001;Prosjekt Fjellhall;true");
        Ran again = apply("projects", "projectNumber;name;active", "P-1001;Prosjekt Fjellhall;true");
        Ran patched = apply("projects", "projectNumber;name;startDate", "P-1001;Ørneredet;2026-06-01");

        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(again.json().get(0).path("action").asText()).isEqualTo("unchanged");
        assertThat(patched.json().get(0).path("action").asText()).isEqualTo("patch");
        assertThat(rig.writes()).extracting(RecordedRequest::method).containsExactly("POST", "PATCH");
        assertThat(rig.sandbox().projects().all()).singleElement().satisfies(project -> {
            assertThat(project.path("name").asText()).isEqualTo("Ørneredet");
            assertThat(project.path("active").asBoolean()).isTrue();
        });
    }

    @Test
    void bringsAProjectInLineThatWasCreatedByHandMeanwhile() {
        rig.sandbox().faults().after(PROJECTS, 1, Fault.meanwhile(() -> rig.sandbox()
                .projects()
                .put(CatalogueRig.entry("{'projectNumber':'P-1','name':'By hand','description':'Kept'}"))));

        Ran ran = apply("projects", "projectNumber;name", "P-1;Ours");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.sandbox().projects().all()).singleElement().satisfies(project -> {
            assertThat(project.path("name").asText()).isEqualTo("Ours");
            assertThat(project.path("description").asText()).isEqualTo("Kept");
        });
    }

    @Test
    void takesAProjectForCreatedWhereTheAnswerShowsOnlySomeFields() {
        String answer = "{\"id\":\"7\",\"projectNumber\":\"P-1\",\"name\":\"Ours\"}";
        rig.sandbox()
                .faults()
                .after(PROJECTS, 1, ResponseFaults.headers(Map.of()).withBody("application/json", answer));

        Ran ran = apply("projects", "projectNumber;name;description", "P-1;Ours;Byggegrop");

        assertThat(ran.json().get(0).path("id").asText()).isEqualTo("7");
        assertThat(ran.json().get(0).path("outcome").asText()).isEqualTo("done");
        assertThat(rig.writes()).hasSize(1);
    }

    @Test
    void createsAProjectOnceWhereTheAnswerIsLost() {
        rig.sandbox().faults().after(PROJECTS, 1, ConnectionFaults.answerLost());

        Ran ran = apply("projects", "projectNumber;name", "P-1;Å");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.sandbox().projects().all()).hasSize(1);
        assertThat(rig.writes()).hasSize(1);
    }

    @Test
    void keepsWorkOrdersByTheirNumberInTheirProject() {
        project("P-1");
        project("P-2");
        Path file = rig.file(
                "projectNumber;externalId;name;estimatedHourQty", "P-1;WO-1;Graving;10", "P-2;WO-1;Sprengning;20,5");

        Ran created = rig.run("work-orders", "apply", file);
        Ran again = rig.run("work-orders", "apply", file);
        Ran patched = apply("work-orders", "projectNumber;externalId;name", "P-2;WO-1;Pukk");

        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(again.json())
                .extracting(item -> item.path("action").asText())
                .containsOnly("unchanged");
        assertThat(patched.json().get(0).path("projectNumber").asText()).isEqualTo("P-2");
        assertThat(rig.writes()).extracting(RecordedRequest::method).containsExactly("POST", "POST", "PATCH");
        assertThat(rig.sandbox().tasks().all())
                .extracting(task -> task.path("name").asText())
                .containsExactly("Graving", "Pukk");
        assertThat(rig.query("select project_number, number, action from ditio_catalogue order by entry"))
                .containsExactly("P-1|WO-1|create", "P-2|WO-1|create", "P-2|WO-1|patch");
    }

    @Test
    void blocksAWorkOrderOfAnUnknownProjectAndGoesOn() {
        project("P-1");

        Ran ran = apply("work-orders", "projectNumber;externalId", "P-9;WO-1", "P-1;WO-1", ";WO-2");

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.json())
                .extracting(item -> item.path("action").asText())
                .containsExactly("blocked", "create", "blocked");
        assertThat(ran.json().get(0).path("reason").asText()).contains("Ditio has no project P-9 of company");
        assertThat(ran.json().get(0).path("projectNumber").asText()).isEqualTo("P-9");
        assertThat(ran.json().get(2).path("reason").asText()).isEqualTo("projectNumber is empty");
        assertThat(rig.sandbox().tasks().all()).hasSize(1);
        assertThat(rig.query("select number, outcome, reason from ditio_catalogue where outcome = 'blocked'"))
                .hasSize(2);
    }

    @Test
    void createsAWorkOrderOnceWhereTheAnswerIsLost() {
        project("P-1");
        rig.sandbox().faults().after(TASKS, 1, ConnectionFaults.answerLost());

        Ran ran = apply("work-orders", "projectNumber;externalId", "P-1;WO-Æ");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.sandbox().tasks().all()).hasSize(1);
        assertThat(rig.writes()).hasSize(1);
    }

    @Test
    void bringsAWorkOrderInLineThatWasCreatedByHandMeanwhile() {
        String project = project("P-1");
        rig.sandbox().faults().after(TASKS, 1, Fault.meanwhile(() -> rig.sandbox()
                .tasks()
                .put(CatalogueRig.entry("{'externalId':'WO-1','name':'By hand','projectId':'" + project + "'}"))));

        Ran ran = apply("work-orders", "projectNumber;externalId;name", "P-1;WO-1;Ours");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.sandbox().tasks().all())
                .singleElement()
                .satisfies(task -> assertThat(task.path("name").asText()).isEqualTo("Ours"));
    }

    @Test
    void neverReplacesAsAWhole() {
        project("P-1");
        apply("projects", "projectNumber;name", "P-1;One");
        apply("work-orders", "projectNumber;externalId;name", "P-1;WO-1;One");
        apply("work-orders", "projectNumber;externalId;name", "P-1;WO-1;Two");

        assertThat(rig.sandbox().requests().all())
                .extracting(RecordedRequest::method)
                .doesNotContain("PUT");
    }

    @Test
    void walksTheQuickstartFromAnEmptyDitio() {
        Ran project = apply("projects", "projectNumber;name;active", "P-1001;Prosjekt Fjellhall;true");
        Ran workOrder =
                apply("work-orders", "projectNumber;externalId;name;active", "P-1001;WO-001;Graving byggegrop;true");
        rig.sandbox().stream("time-registrations").add(3);
        Ran pulled = rig.program().run("sync", "time-registrations", "--json");

        assertThat(project.exitCode()).as(project.err()).isZero();
        assertThat(workOrder.exitCode()).as(workOrder.err()).isZero();
        assertThat(pulled.json().get(0).path("upserted").asInt()).isEqualTo(3);
        assertThat(rig.sandbox().tasks().all()).singleElement().satisfies(task -> assertThat(
                        task.path("projectId").asText())
                .isEqualTo(project.json().get(0).path("id").asText()));
        assertThat(rig.query("select id from ditio_catalogue where kind = 'projects' and number = 'P-1001'"))
                .containsExactly(project.json().get(0).path("id").asText());
    }

    private static String project(String number) {
        return rig.sandbox()
                .projects()
                .put(CatalogueRig.entry("{'projectNumber':'" + number + "'}"))
                .path("id")
                .asText();
    }

    private static Ran apply(String catalogue, String... lines) {
        return rig.run(catalogue, "apply", rig.file(lines));
    }
}
