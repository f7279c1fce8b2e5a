package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import no.ditioroutes.sandbox.Fixture.Machine;
import no.ditioroutes.sandbox.Fixture.Person;
import no.ditioroutes.sandbox.Fixture.Project;

/** Generates the records of the metadata lists: projects, resources and users. */
final class MetadataGenerator {

    private final Instant start;

    /** Creates a generator whose records are older than this time. */
    MetadataGenerator(Instant start) {
        this.start = start;
    }

    /** Returns a generator for a metadata list. */
    Function<Long, ObjectNode> of(StreamKind kind) {
        return switch (kind.name()) {
            case "project" -> this::project;
            case "resource" -> this::resource;
            default -> this::user;
        };
    }

    private ObjectNode project(long number) {
        Project project = cycle(Fixture.PROJECTS, number);
        String id = number < Fixture.PROJECTS.size() ? project.id() : Fixture.id("project", number);
        ObjectNode node = StrictJson.object().put("id", id).put("number", project.number());
        node.put("name", project.name()).put("externalNumber", project.externalNumber());
        node.put("externalDim01", "")
                .putNull("externalDim02")
                .put(
                        "companyId",
                        RecordGenerator.groupCompany(project.company()).id());
        node.put("companyName", project.company().name()).put("active", true);
        return aged(node.put("isExternal", project.company().equals(Fixture.EXTERNAL)), number);
    }

    private ObjectNode resource(long number) {
        Machine machine = cycle(Fixture.MACHINES, number);
        String id = number < Fixture.MACHINES.size() ? machine.id() : Fixture.id("resource", number);
        ObjectNode node = StrictJson.object().put("id", id).put("number", machine.number());
        node.put("name", machine.name()).put("typeName", machine.typeName()).put("typeBaseName", "Machine");
        node.put("registrationNumber", "ZA " + (10000 + number)).put("serialNumber", "SER" + (500000 + number));
        node.put("department", "Anlegg")
                .put("emissionClass", machine.emission())
                .put("buildYear", 2015 + number % 9);
        node.put("weight", 22000).put("capacity", 1.2).put("costPrice", 450).put("price", 900.5);
        node.put("companyId", machine.company().id())
                .put("companyName", machine.company().name());
        return aged(node.put("active", true).put("isExternal", false), number);
    }

    private ObjectNode user(long number) {
        Person person = cycle(Fixture.PEOPLE, number);
        String id = number < Fixture.PEOPLE.size() ? person.profileId() : Fixture.id("user-profile", number);
        ObjectNode node = StrictJson.object().put("id", id).put("identityUserId", person.id());
        node.put("name", person.name()).put("employeeNumber", person.employeeNumber());
        node.put("workTitle", person.title())
                .put("companyId", RecordGenerator.groupCompany(person.company()).id());
        return aged(node.put("companyName", person.company().name()).put("active", true), number);
    }

    private ObjectNode aged(ObjectNode node, long number) {
        Instant created = start.minus(Duration.ofDays(400)).plus(Duration.ofHours(number));
        return node.put("createdDateTime", Ticks.text(created)).put("modifiedDateTime", Ticks.text(created));
    }

    private static <T> T cycle(List<T> list, long number) {
        return list.get((int) (number % list.size()));
    }
}
