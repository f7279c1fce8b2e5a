package no.ditioroutes.catalogue;

import static no.ditioroutes.catalogue.Talk.answer;
import static no.ditioroutes.catalogue.Talk.asked;
import static no.ditioroutes.catalogue.Talk.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.RemoteReading.State;
import no.ditioroutes.ditio.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reading of what Ditio has, transition by transition. */
class RemoteReadingTest {

    private RemoteCatalogue remote;

    @Test
    void readsMachineTypesThenMachines() throws IOException {
        RemoteReading reading = reading(EntryKind.MACHINES);

        assertThat(reading.state()).isEqualTo(State.MACHINE_TYPES);
        assertThat(asked(reading)).isEqualTo("GET MachineType");
        answer(reading, 200, "['dumper',{'typeId':'bil'},{'id':'buss'}]");

        assertThat(reading.state()).isEqualTo(State.ENTRIES);
        assertThat(asked(reading)).isEqualTo("GET machines");
        assertThat(reading.nextCall().query()).isEqualTo("includeEquipmentDetails=true");
        answer(reading, 200, "[{'id':'1','companyId':'c1','machineNumber':'A'}]");

        assertThat(reading.state()).isEqualTo(State.DONE);
        assertThat(reading.hasNextCall()).isFalse();
        assertThat(remote.machineTypes()).containsExactlyInAnyOrder("dumper", "bil", "buss");
        assertThat(remote.entries(key("A"))).hasSize(1);
    }

    @Test
    void readsProjects() throws IOException {
        RemoteReading reading = reading(EntryKind.PROJECTS);

        assertThat(reading.state()).isEqualTo(State.ENTRIES);
        assertThat(asked(reading)).isEqualTo("GET projects");
        answer(reading, 200, "{'data':[{'id':'1','companyId':'c1','projectNumber':'P-1'}]}");

        assertThat(reading.state()).isEqualTo(State.DONE);
        assertThat(remote.entries(key("P-1"))).hasSize(1);
    }

    @Test
    void readsTheWorkOrdersOfEachProjectThatRowsName() throws IOException {
        RemoteReading reading = reading(
                EntryKind.WORK_ORDERS,
                order("P-1", "W-1"),
                order("P-1", "W-2"),
                order("P-2", "W-1"),
                order("P-9", "W"));

        assertThat(reading.state()).isEqualTo(State.PROJECTS);
        assertThat(asked(reading)).isEqualTo("GET projects");
        answer(
                reading,
                200,
                "[{'id':'1','companyId':'c1','projectNumber':'P-1'},{'id':'2','companyId':'c1','projectNumber':'P-2'},"
                        + "{'id':'3','companyId':'c1','projectNumber':'P-3'}]");

        assertThat(reading.state()).isEqualTo(State.WORK_ORDERS);
        assertThat(asked(reading)).isEqualTo("GET tasks/project/1");
        answer(reading, 200, "[{'id':'7','companyId':'c1','projectId':'1','externalId':'W-1'}]");
        assertThat(reading.state()).isEqualTo(State.WORK_ORDERS);
        assertThat(asked(reading)).isEqualTo("GET tasks/project/2");
        answer(reading, 200, "[]");

        assertThat(reading.state()).isEqualTo(State.DONE);
        assertThat(remote.entries(order("P-1", "W-1")))
                .extracting(entry -> entry.path("id").asText())
                .containsExactly("7");
        assertThat(remote.entries(order("P-2", "W-1"))).isEmpty();
    }

    @Test
    void endsAfterTheProjectsIfRowsNameNoneThatDitioHas() throws IOException {
        RemoteReading reading = reading(EntryKind.WORK_ORDERS, order("P-9", "W-1"));

        answer(reading, 200, "[{'id':'1','companyId':'c1','projectNumber':'P-1'}]");

        assertThat(reading.state()).isEqualTo(State.DONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void staysWhereItIsIfDitioCannotAnswerNow(int status) {
        RemoteReading reading = reading(EntryKind.PROJECTS);

        assertThatThrownBy(() -> answer(reading, status, "")).isInstanceOf(UnavailableException.class);

        assertThat(reading.state()).isEqualTo(State.ENTRIES);
        assertThat(reading.isInDoubt()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'id':'1'", "", "<html>"})
    void staysWhereItIsIfTheAnswerIsCut(String body) {
        RemoteReading reading = reading(EntryKind.PROJECTS);

        assertThatThrownBy(() -> answer(reading, 200, body)).isInstanceOf(IOException.class);

        assertThat(reading.state()).isEqualTo(State.ENTRIES);
    }

    @Test
    void wantsAnotherAttemptIfTheAnswerIsLost() {
        IOException reason = new IOException("reset");

        assertThatThrownBy(() -> reading(EntryKind.PROJECTS).lost(reason)).isSameAs(reason);
    }

    @ParameterizedTest
    @EnumSource(EntryKind.class)
    void endsWithAFailureIfThereIsNoList(EntryKind kind) {
        assertThatThrownBy(() -> answer(reading(kind), 200, "{'message':'hello'}"))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("Ditio answered no list of ");
        assertThatThrownBy(() -> answer(reading(kind), 404, "")).isInstanceOf(UserFacingException.class);
    }

    @Test
    void endsWithAdviceIfTheAttemptsAreUsedUp() {
        assertThatThrownBy(() -> reading(EntryKind.MACHINES).gaveUp(new IOException("Connection refused")))
                .isInstanceOf(UserFacingException.class)
                .hasMessage("Connection refused. Check DITIO_API_BASE and the network");
    }

    private RemoteReading reading(EntryKind kind, EntryKey... keys) {
        remote = new RemoteCatalogue(kind);
        return new RemoteReading(kind, Talk.CALLS, Talk.API, remote, List.of(keys));
    }

    private static EntryKey order(String project, String number) {
        return new EntryKey("c1", project, number);
    }
}
