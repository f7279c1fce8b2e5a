package no.ditioroutes.catalogue;

import static no.ditioroutes.catalogue.Talk.answer;
import static no.ditioroutes.catalogue.Talk.asked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.PlanEntry.Action;
import no.ditioroutes.catalogue.RetirementQuestions.State;
import no.ditioroutes.ditio.UnavailableException;
import org.junit.jupiter.api.Test;

/** The questions what may be deleted, transition by transition. */
class RetirementQuestionsTest {

    private static final ApplyOptions DELETE = new ApplyOptions(true, true, true, false, false);

    private final RemoteCatalogue remote = new RemoteCatalogue(EntryKind.MACHINES);
    private Retirement retirement;

    @Test
    void asksAboutEachThatNoRowMentions() throws IOException {
        RetirementQuestions questions = questions(DELETE, 20, 2);

        assertThat(questions.state()).isEqualTo(State.ASKING);
        assertThat(asked(questions)).isEqualTo("GET machines/is-machine-deletable/id-18");
        answer(questions, 200, "true");
        assertThat(questions.state()).isEqualTo(State.ASKING);
        assertThat(asked(questions)).isEqualTo("GET machines/is-machine-deletable/id-19");
        answer(questions, 200, "false");

        assertThat(questions.state()).isEqualTo(State.DONE);
        assertThat(questions.hasNextCall()).isFalse();
        assertThat(retirement.entries())
                .extracting(PlanEntry::action)
                .containsExactly(Action.DELETE, Action.DEACTIVATE);
    }

    @Test
    void limitsOnceAllIsAnswered() throws IOException {
        for (int number = 20; number < 26; number++) {
            add(number, false);
        }
        RetirementQuestions questions = questions(DELETE, 20, 0);

        for (int asked = 0; asked < 6; asked++) {
            answer(questions, 200, "true");
        }

        assertThat(retirement.entries())
                .allSatisfy(entry -> assertThat(entry.reason()).startsWith("6 of 26 would be retired at once"));
    }

    @Test
    void asksNothingUnlessItIsToDelete() {
        assertThat(questions(new ApplyOptions(true, true, false, false, false), 20, 2)
                        .state())
                .isEqualTo(State.DONE);
        assertThat(new RetirementQuestions(Talk.CALLS, Talk.API, Optional.empty()).hasNextCall())
                .isFalse();
    }

    @Test
    void asksNothingAboutThoseThatAreTooMany() {
        assertThat(questions(DELETE, 20, 6).state()).isEqualTo(State.DONE);
    }

    @Test
    void asksAgainIfDitioCannotAnswerNow() {
        RetirementQuestions questions = questions(DELETE, 20, 2);

        assertThatThrownBy(() -> answer(questions, 503, "")).isInstanceOf(UnavailableException.class);

        assertThat(asked(questions)).endsWith("id-18");
        assertThatThrownBy(() -> questions.gaveUp(new IOException("503")))
                .isInstanceOf(UserFacingException.class)
                .hasMessageStartingWith("503. Check DITIO_API_BASE");
    }

    /** Ditio has so many active machines, of which rows mention all but the last. */
    private RetirementQuestions questions(ApplyOptions options, int count, int missing) {
        for (int number = 0; number < count; number++) {
            add(number, true);
        }
        Set<EntryKey> mentioned = new HashSet<>();
        for (int number = 0; number < count - missing; number++) {
            mentioned.add(Talk.key("M-" + number));
        }
        retirement = new Retirement(EntryKind.MACHINES, Talk.SETTINGS, options, remote, mentioned, true);
        return new RetirementQuestions(Talk.CALLS, Talk.API, Optional.of(retirement));
    }

    private void add(int number, boolean active) {
        remote.add(List.of(Talk.json("{'id':'id-%d','companyId':'c1','machineNumber':'M-%d','active':%s}"
                .formatted(number, number, active))));
    }
}
