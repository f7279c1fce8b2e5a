package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import no.ditioroutes.sandbox.Fixture.Machine;
import no.ditioroutes.sandbox.Fixture.Project;

/** Fills the Core API at the start with the machines and projects that the registrations refer to. */
final class CoreSampleData {

    private CoreSampleData() {}

    static void fill(CoreEntries machines, CoreEntries projects, CoreEntries tasks) {
        Fixture.MACHINES.forEach(machine -> machines.put(machine(machine)));
        // All of them have registrations.
        Fixture.MACHINES.forEach(machine -> machines.markUsed(machine.id()));
        machines.put(hammer(Fixture.MACHINES.get(0)));
        Fixture.PROJECTS.forEach(project -> projects.put(project(project)));
        for (int at = 0; at < 9; at++) {
            tasks.put(task(at));
        }
    }

    private static ObjectNode machine(Machine machine) {
        return StrictJson.object()
                .put("id", machine.id())
                .put("companyId", machine.company().id())
                .put("machineNumber", machine.number())
                .put("name", machine.name())
                .put("typeId", machine.typeId())
                .put("emissionClass", machine.emission())
                .put("active", true)
                .put("isEquipment", false)
                .put("hourMeter", 1250.5);
    }

    private static ObjectNode hammer(Machine carrier) {
        return StrictJson.object()
                .put("id", Fixture.id("equipment", 1))
                .put("companyId", carrier.company().id())
                .put("machineNumber", "EQ-001")
                .put("name", "Rammer S21 hydraulisk hammer")
                .put("active", true)
                .put("isEquipment", true)
                .put("linkedMachineId", carrier.id());
    }

    private static ObjectNode project(Project project) {
        return StrictJson.object()
                .put("id", project.id())
                .put("companyId", project.company().id())
                .put("projectNumber", project.number())
                .put("name", project.name())
                .put("externalProjectNumber", project.externalNumber())
                .put("active", true);
    }

    private static ObjectNode task(int number) {
        return StrictJson.object()
                .put("id", Fixture.id("task", number))
                .put("companyId", Fixture.COMPANY_ID)
                .put("projectId", Fixture.PROJECT_ID)
                .put("externalId", "WO-" + (100 + number))
                .put("name", "Prosess " + (21 + number))
                .put("active", true);
    }
}
