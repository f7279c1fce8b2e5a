package no.ditioroutes.catalogue;

import static no.ditioroutes.catalogue.Talk.answer;
import static no.ditioroutes.catalogue.Talk.asked;
import static no.ditioroutes.catalogue.Talk.sync;
import static no.ditioroutes.catalogue.Talk.toCreate;
import static no.ditioroutes.catalogue.Talk.toDelete;
import static no.ditioroutes.catalogue.Talk.toPatch;
import static no.ditioroutes.catalogue.Talk.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.PlanEntry.Outcome;
import no.ditioroutes.catalogue.PlanWriting.State;
import no.ditioroutes.ditio.Answers;
import no.ditioroutes.ditio.UnavailableException;
import org.junit.jupiter.api.Test;

/** The writing of a plan, transition by transition: which write comes when, and what ends it. */
class PlanWritingTest {

    private static final String NEW_MACHINE = "{'companyId':'c1','machineNumber':'%s'}";

    private final List<WriteOperation> settled = new ArrayList<>();

    @Test
    void endsAtOnceIfThereIsNothingToWrite() {
        PlanWriting writing =
                writing(EntryKind.MACHINES, PlanEntry.blocked(EntryKind.MACHINES, 2, Talk.key("A"), "no"));

        assertThat(writing.state()).isEqualTo(State.DONE);
        assertThat(writing.hasNextCall()).isFalse();
        assertThat(writing.isInDoubt()).isFalse();
    }

    @Test
    void createsManyThenOneByOneThenPatchesThenDeletes() throws IOException {
        PlanWriting writing = writing(
                EntryKind.MACHINES,
                toDelete("X"),
                toPatch(EntryKind.MACHINES, "P", values("name", "Ny")),
                toCreate(EntryKind.MACHINES, "A"),
                toCreate(EntryKind.MACHINES, "B"),
                toCreate(EntryKind.MACHINES, "C"));

        assertThat(writing.state()).isEqualTo(State.CREATING_MANY);
        assertThat(asked(writing)).isEqualTo("POST machines/create/array [" + machine("A") + "," + machine("B") + "]");
        answer(writing, 200, "[{'machineNumber':'A','id':'a'},{'machineNumber':'B'}]");
        assertThat(writing.isInDoubt()).isTrue();
        assertThat(asked(writing)).isEqualTo("GET machines");
        answer(writing, 200, "[]");

        assertThat(writing.state()).isEqualTo(State.CREATING_MANY);
        assertThat(asked(writing)).isEqualTo("POST machines/create/array [" + machine("C") + "]");
        answer(writing, 200, "[{'id':'c'}]");

        assertThat(writing.state()).isEqualTo(State.CREATING);
        assertThat(asked(writing)).isEqualTo("POST machines " + machine("B"));
        answer(writing, 201, "{'id':'b'}");

        assertThat(writing.state()).isEqualTo(State.PATCHING);
        assertThat(asked(writing)).isEqualTo("PATCH machines/p {'name':'Ny'}");
        answer(writing, 200, "");

        assertThat(writing.state()).isEqualTo(State.DELETING);
        assertThat(asked(writing)).isEqualTo("DELETE machines/x");
        answer(writing, 204, "");

        assertThat(writing.state()).isEqualTo(State.DONE);
        assertThat(settled)
                .extracting(operation -> operation.type().name())
                .containsExactly("CREATE_MANY", "CREATE_MANY", "CREATE", "PATCH", "DELETE");
        assertThat(settled)
                .flatExtracting(WriteOperation::entries)
                .extracting(PlanEntry::outcome)
                .containsOnly(Outcome.DONE);
    }

    @Test
    void createsProjectsOneByOne() {
        PlanWriting writing = writing(EntryKind.PROJECTS, toCreate(EntryKind.PROJECTS, "P-1"));

        assertThat(writing.state()).isEqualTo(State.CREATING);
        assertThat(asked(writing)).isEqualTo("POST projects {'companyId':'c1','projectNumber':'P-1'}");
    }

    @Test
    void writesFuelByACallOfItsOwnAndLeavesItOutIfTheFirstWasRefused() throws IOException {
        Map<String, JsonNode> both = values("name", "Ny");
        both.put("fuelType", IntNode.valueOf(1));
        PlanWriting writing = writing(
                EntryKind.MACHINES, toPatch(EntryKind.MACHINES, "A", both), toPatch(EntryKind.MACHINES, "B", both));

        answer(writing, 200, "{}");
        assertThat(asked(writing)).isEqualTo("PATCH machines/a/esg {'fuelType':1}");
        assertThat(settled.get(0).entries().get(0).outcome()).isEqualTo(Outcome.PLANNED);
        answer(writing, 200, "{}");
        answer(writing, 400, "{'error':'Taken'}");

        assertThat(writing.state()).isEqualTo(State.DONE);
        assertThat(settled)
                .hasSize(3)
                .extracting(operation -> operation.entries().get(0).outcome())
                .containsExactly(Outcome.DONE, Outcome.DONE, Outcome.REFUSED);
    }

    @Test
    void createsAMachineThenSendsItsFuel() throws IOException {
        PlanEntry entry =
                PlanEntry.toCreate(EntryKind.MACHINES, 2, Talk.key("A"), Map.of("fuelType", IntNode.valueOf(1)));
        PlanWriting writing = writing(EntryKind.MACHINES, entry);

        answer(writing, 200, "[{'id':'a'}]");

        assertThat(writing.state()).isEqualTo(State.PATCHING);
        assertThat(asked(writing)).isEqualTo("PATCH machines/a/esg {'fuelType':1}");
    }

    @Test
    void sendsAgainWhatDitioDidNotLookAt() {
        PlanWriting writing = writing(EntryKind.MACHINES, toPatch(EntryKind.MACHINES, "A", values("name", "Ny")));
        String write = asked(writing);

        assertThatThrownBy(() -> answer(writing, 429, "")).isInstanceOf(UnavailableException.class);

        assertThat(writing.isInDoubt()).isFalse();
        assertThat(asked(writing)).isEqualTo(write);
    }

    @Test
    void asksInTheSameAttemptWhatBecameOfAWriteAndSendsItAgainInTheNext() throws IOException {
        PlanWriting writing = writing(EntryKind.MACHINES, toPatch(EntryKind.MACHINES, "A", values("name", "Ny")));
        String write = asked(writing);

        answer(writing, 500, "down");
        assertThat(writing.isInDoubt()).isTrue();
        assertThat(asked(writing)).isEqualTo("GET machines/a");
        assertThatThrownBy(() -> answer(writing, 200, "{'id':'a','name':'Old'}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500: down. Ditio was asked, and has not done it");

        assertThat(writing.isInDoubt()).isFalse();
        assertThat(asked(writing)).isEqualTo(write);
        assertThat(settled).isEmpty();
    }

    @Test
    void goesOnAfterALostAnswerIfDitioHasDoneIt() throws IOException {
        PlanWriting writing = writing(EntryKind.MACHINES, toPatch(EntryKind.MACHINES, "A", values("name", "Ny")));

        writing.leaving();
        writing.lost(new IOException("reset"));
        assertThat(writing.isInDoubt()).isTrue();
        answer(writing, 200, "{'id':'a','name':'Ny'}");

        assertThat(writing.state()).isEqualTo(State.DONE);
        assertThat(settled.get(0).entries().get(0).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void staysInDoubtIfTheQuestionIsLostToo() throws IOException {
        PlanWriting writing = writing(EntryKind.MACHINES, toPatch(EntryKind.MACHINES, "A", values("name", "Ny")));
        writing.lost(new IOException("reset"));
        IOException again = new IOException("reset again");

        assertThatThrownBy(() -> writing.lost(again)).isSameAs(again);
        assertThatThrownBy(() -> answer(writing, 503, "")).isInstanceOf(UnavailableException.class);

        assertThat(writing.isInDoubt()).isTrue();
    }

    @Test
    void isInNoDoubtIfNoTokenWasToBeHad() {
        PlanWriting writing = writing(EntryKind.MACHINES, toPatch(EntryKind.MACHINES, "A", values("name", "Ny")));
        IOException noToken = new IOException(unavailable());

        assertThatThrownBy(() -> writing.lost(noToken)).isSameAs(noToken);

        assertThat(writing.isInDoubt()).isFalse();
    }

    @Test
    void goesOnWithTheNextIfTheAttemptsAreUsedUp() {
        PlanWriting writing = writing(
                EntryKind.MACHINES,
                toPatch(EntryKind.MACHINES, "A", values("name", "Ny")),
                toPatch(EntryKind.MACHINES, "B", values("name", "Ny")));

        writing.gaveUp(new IOException("no answer"));

        assertThat(settled.get(0).entries().get(0).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(settled.get(0).entries().get(0).reason()).isEqualTo("no answer");
        assertThat(asked(writing)).startsWith("PATCH machines/b");
    }

    @Test
    void stopsAfterThreeUnclearOnesInARow() throws IOException {
        PlanEntry[] entries = new PlanEntry[6];
        for (int number = 0; number < entries.length; number++) {
            entries[number] = toPatch(EntryKind.MACHINES, "M" + number, values("name", "Ny"));
        }
        PlanWriting writing = writing(EntryKind.MACHINES, entries);

        writing.gaveUp(new IOException("down"));
        writing.gaveUp(new IOException("down"));
        answer(writing, 200, "");
        writing.gaveUp(new IOException("down"));
        writing.gaveUp(new IOException("down"));

        assertThatThrownBy(() -> writing.gaveUp(new IOException("down")))
                .isInstanceOf(UserFacingException.class)
                .hasMessageStartingWith("Ditio answers no write any more, the rest of rows was not tried");
        assertThat(settled).hasSize(6);
    }

    private static UnavailableException unavailable() {
        try {
            Talk.API.read(Answers.to(Talk.CALLS.machineTypes(), 503, ""));
        } catch (UnavailableException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("503 is no answer");
    }

    private static String machine(String number) {
        return NEW_MACHINE.formatted(number);
    }

    private PlanWriting writing(EntryKind kind, PlanEntry... entries) {
        return new PlanWriting(sync(kind, entries), Talk.CALLS, Talk.API, 2, settled::add);
    }
}
