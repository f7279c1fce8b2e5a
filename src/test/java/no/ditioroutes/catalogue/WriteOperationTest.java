package no.ditioroutes.catalogue;

import static no.ditioroutes.catalogue.Talk.json;
import static no.ditioroutes.catalogue.Talk.toCreate;
import static no.ditioroutes.catalogue.Talk.toDelete;
import static no.ditioroutes.catalogue.Talk.toPatch;
import static no.ditioroutes.catalogue.Talk.values;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import no.ditioroutes.catalogue.PlanEntry.Outcome;
import no.ditioroutes.catalogue.WriteOperation.State;
import no.ditioroutes.catalogue.WriteRequests.WriteType;
import no.ditioroutes.ditio.ApiError;
import no.ditioroutes.ditio.WriteResult;
import no.ditioroutes.ditio.WriteResult.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One write, transition by transition. */
class WriteOperationTest {

    private final PlanEntry create = toCreate(EntryKind.MACHINES, "A", "name", "Ours");
    private final PlanEntry patch = toPatch(EntryKind.MACHINES, "P", values("name", "Ours"));
    private final PlanEntry delete = toDelete("X");

    @ParameterizedTest
    @EnumSource(WriteType.class)
    void isInDoubtAfterAnUnclearOrALostAnswer(WriteType type) {
        WriteOperation unclear = sent(type, entry(type));
        WriteOperation lost = sent(type, entry(type));

        unclear.accept(reply(Fate.UNCLEAR, "''"));
        lost.lost("reset");

        assertThat(List.of(unclear, lost)).extracting(WriteOperation::state).containsOnly(State.IN_DOUBT);
        assertThat(lost.answer()).isEqualTo("reset");
        assertThat(Talk.words(unclear.nextCall()))
                .isEqualTo(
                        type.isCreation()
                                ? "GET machines"
                                : "GET machines/" + entry(type).id());
    }

    @Test
    void settlesACreationThatWasDone() {
        WriteOperation operation = sent(WriteType.CREATE, create);

        operation.accept(reply(Fate.DONE, "{'id':'7'}"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(create.id()).isEqualTo("7");
        assertThat(create.outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void isInDoubtOfACreationWhoseAnswerHasNoId() {
        WriteOperation operation = sent(WriteType.CREATE, create);

        operation.accept(reply(Fate.DONE, "{}"));
        assertThat(operation.state()).isEqualTo(State.IN_DOUBT);
        operation.acceptFound(json("[{'id':'7','companyId':'c1','machineNumber':'A','name':'Ours'}]"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(create.outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void patchesWhatARefusedCreationFindsThere() {
        WriteOperation operation = sent(WriteType.CREATE, create);

        operation.accept(refused("Taken"));
        assertThat(operation.state()).isEqualTo(State.IN_DOUBT);
        operation.acceptFound(json("[{'id':'7','companyId':'c1','machineNumber':'A','name':'By hand'}]"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(create.isOpen()).isTrue();
        assertThat(create.reason()).isEqualTo("was there already");
        assertThat(create.pending(false)).extracting(Change::toString).containsExactly("name: By hand → Ours");
    }

    @Test
    void refusesACreationThatDitioRefusedAndDoesNotHave() {
        WriteOperation operation = sent(WriteType.CREATE, create);

        operation.accept(refused("name is odd"));
        operation.acceptFound(json("[]"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(create.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(create.reason()).isEqualTo("Odd: name: name is odd");
    }

    @Test
    void sendsACreationAgainThatDitioDoesNotHave() {
        WriteOperation operation = sent(WriteType.CREATE, create);

        operation.lost("reset");
        operation.acceptFound(json("[]"));

        assertThat(operation.state()).isEqualTo(State.TO_SEND);
        assertThat(Talk.words(operation.nextCall())).startsWith("POST machines {");
    }

    @Test
    void doesNotTurnBackTheHoursOfWhatItFindsThere() {
        PlanEntry hours = PlanEntry.toCreate(
                EntryKind.MACHINES, 2, Talk.key("A"), Map.of("hourMeter", DecimalNode.valueOf(BigDecimal.ONE)));
        WriteOperation operation = sent(WriteType.CREATE, hours);

        operation.accept(refused("Taken"));
        operation.acceptFound(json("[{'id':'7','companyId':'c1','machineNumber':'A','hourMeter':2}]"));

        assertThat(hours.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(hours.reason()).startsWith("hourMeter would go down from 2 to 1");
    }

    @Test
    void patchesAProjectThatTheAnswerShowsToBeAnother() {
        PlanEntry project = toCreate(EntryKind.PROJECTS, "P-1", "name", "Ours", "description", "Ours");
        WriteOperation operation = sent(WriteType.CREATE, project);

        operation.accept(reply(Fate.DONE, "{'id':'7','name':'By hand','description':'Ours'}"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(project.isOpen()).isTrue();
        assertThat(project.pending(false)).extracting(Change::field).containsExactly("name");
    }

    @Test
    void settlesManyThatTheAnswerTellsAll() {
        PlanEntry other = toCreate(EntryKind.MACHINES, "B");
        WriteOperation operation = sent(WriteType.CREATE_MANY, create, other);

        operation.accept(reply(Fate.DONE, "[{'id':'7'},{'id':'8'}]"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(List.of(create, other)).extracting(PlanEntry::id).containsExactly("7", "8");
    }

    @Test
    void looksForThoseOfManyThatTheAnswerRefusesOrDoesNotTell() {
        PlanEntry refused = toCreate(EntryKind.MACHINES, "B");
        PlanEntry found = toCreate(EntryKind.MACHINES, "C");
        PlanEntry left = toCreate(EntryKind.MACHINES, "D");
        WriteOperation operation = sent(WriteType.CREATE_MANY, create, refused, found, left);

        operation.accept(reply(
                Fate.DONE,
                "[{'machineNumber':'A','id':'7'},{'machineNumber':'B','error':'Taken','message':'Opptatt'}]"));
        assertThat(operation.state()).isEqualTo(State.IN_DOUBT);
        operation.acceptFound(json("[{'id':'9','companyId':'c1','machineNumber':'C'}]"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(create.outcome()).isEqualTo(Outcome.DONE);
        assertThat(refused.reason()).isEqualTo("Taken: Opptatt");
        assertThat(found.id()).isEqualTo("9");
        // It goes on its own.
        assertThat(left.isOpen()).isTrue();
        assertThat(left.id()).isEmpty();
    }

    @Test
    void looksForAllOfManyThatWereRefusedAsOne() {
        WriteOperation operation = sent(WriteType.CREATE_MANY, create);

        operation.accept(refused("no"));
        assertThat(operation.state()).isEqualTo(State.IN_DOUBT);
        operation.acceptFound(json("[]"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(create.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "{}", "null", "{'id':'p'}", "{'name':'Ours'}"})
    void settlesAPatchThatTheAnswerDoesNotContradict(String answer) {
        WriteOperation operation = sent(WriteType.PATCH, patch);

        operation.accept(reply(Fate.DONE, answer));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(patch.outcome()).isEqualTo(Outcome.DONE);
        assertThat(operation.ignored()).isEmpty();
    }

    @Test
    void refusesAChangeThatDitioIgnored() {
        PlanEntry cleared = toPatch(EntryKind.MACHINES, "P", values("name", "Ours"));
        PlanEntry both = PlanEntry.toPatch(
                EntryKind.MACHINES,
                2,
                Talk.key("P"),
                Map.of("weight", NullNode.getInstance()),
                new RemoteCatalogue.RemoteEntry(json("{'id':'p','weight':7}"), Map.of(), List.of()));
        WriteOperation stored = sent(WriteType.PATCH, cleared);
        WriteOperation ignored = sent(WriteType.PATCH, both);

        stored.accept(reply(Fate.DONE, "{'name':'Ours'}"));
        ignored.accept(reply(Fate.DONE, "{'weight':7}"));

        assertThat(cleared.outcome()).isEqualTo(Outcome.DONE);
        assertThat(ignored.state()).isEqualTo(State.SETTLED);
        assertThat(both.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(both.reason()).startsWith("weight: Ditio kept 7: its API takes null for 'not mentioned'");
        assertThat(ignored.ignored()).extracting(Change.Ignored::field).containsExactly("weight");
    }

    @Test
    void settlesAPatchThatIsRefused() {
        WriteOperation operation = sent(WriteType.PATCH, patch);

        operation.accept(refused("name is odd"));

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(patch.reason()).isEqualTo("Odd: name: name is odd");
    }

    @Test
    void findsOutWhatBecameOfAPatch() {
        WriteOperation done = sent(WriteType.PATCH, toPatch(EntryKind.MACHINES, "P", values("name", "Ours")));
        WriteOperation undone = sent(WriteType.PATCH, toPatch(EntryKind.MACHINES, "P", values("name", "Ours")));
        WriteOperation gone = sent(WriteType.PATCH, toPatch(EntryKind.MACHINES, "P", values("name", "Ours")));
        List.of(done, undone, gone).forEach(operation -> operation.lost("reset"));

        done.acceptFound(json("{'name':'Ours'}"));
        undone.acceptFound(json("{'name':'Old'}"));
        gone.acceptFound(MissingNode.getInstance());

        assertThat(done.state()).isEqualTo(State.SETTLED);
        assertThat(undone.state()).isEqualTo(State.TO_SEND);
        assertThat(gone.state()).isEqualTo(State.SETTLED);
        assertThat(gone.entries().get(0).reason()).startsWith("Ditio no longer has it");
    }

    @Test
    void findsOutWhatBecameOfADeletion() {
        WriteOperation done = sent(WriteType.DELETE, toDelete("X"));
        WriteOperation gone = sent(WriteType.DELETE, toDelete("X"));
        WriteOperation undone = sent(WriteType.DELETE, toDelete("X"));
        WriteOperation kept = sent(WriteType.DELETE, delete);

        done.accept(reply(Fate.DONE, "''"));
        gone.accept(refused("not found"));
        gone.acceptFound(MissingNode.getInstance());
        undone.lost("reset");
        undone.acceptFound(json("{'id':'x'}"));
        kept.accept(refused("it is used"));
        kept.acceptFound(json("{'id':'x'}"));

        assertThat(List.of(done, gone)).allSatisfy(operation -> {
            assertThat(operation.state()).isEqualTo(State.SETTLED);
            assertThat(operation.entries().get(0).outcome()).isEqualTo(Outcome.DONE);
        });
        assertThat(undone.state()).isEqualTo(State.TO_SEND);
        assertThat(delete.reason()).isEqualTo("Odd: it is used");
    }

    @ParameterizedTest
    @EnumSource(WriteType.class)
    void isUnclearIfTheAttemptsAreUsedUp(WriteType type) {
        WriteOperation operation = sent(type, entry(type));

        operation.giveUp("no answer");

        assertThat(operation.state()).isEqualTo(State.SETTLED);
        assertThat(operation.entries().get(0).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(operation.entries().get(0).reason()).isEqualTo("no answer");
    }

    @Test
    void remembersWhatWasSentOnceItLeft() {
        WriteOperation operation = new WriteOperation(
                Talk.CALLS, new RemoteCatalogue(EntryKind.MACHINES), false, WriteType.PATCH, List.of(patch));

        operation.nextCall();
        assertThat(operation.sent(patch)).isEmpty();
        operation.leaving();
        operation.accept(reply(Fate.DONE, "''"));

        assertThat(operation.sent(patch)).contains(json("{'name':'Ours'}"));
    }

    private PlanEntry entry(WriteType type) {
        return switch (type) {
            case CREATE, CREATE_MANY -> toCreate(EntryKind.MACHINES, "A", "name", "Ours");
            case PATCH -> toPatch(EntryKind.MACHINES, "P", values("name", "Ours"));
            case PATCH_FUEL ->
                toPatch(EntryKind.MACHINES, "P", Map.of("fuelType", DecimalNode.valueOf(BigDecimal.ONE)));
            case DELETE -> toDelete("X");
        };
    }

    private static WriteOperation sent(WriteType type, PlanEntry... entries) {
        WriteOperation operation =
                new WriteOperation(Talk.CALLS, new RemoteCatalogue(entries[0].kind()), false, type, List.of(entries));
        assertThat(operation.state()).isEqualTo(State.TO_SEND);
        operation.nextCall();
        operation.leaving();
        return operation;
    }

    private static WriteResult reply(Fate fate, String body) {
        return new WriteResult(
                fate,
                body.equals("''") ? MissingNode.getInstance() : json(body),
                new ApiError("", "", ""),
                "an answer");
    }

    private static WriteResult refused(String message) {
        return new WriteResult(Fate.REFUSED, json("{}"), new ApiError("Odd", "", message), "an answer");
    }
}
