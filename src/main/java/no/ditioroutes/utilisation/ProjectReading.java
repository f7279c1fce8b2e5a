package no.ditioroutes.utilisation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.HttpResult;
import no.ditioroutes.telematics.ProjectName;
import no.ditioroutes.telematics.StatesApi;
import no.ditioroutes.utilisation.UtilisationDay.Change;

/**
 * Reads the hours of a project in a period, in as few calls as Ditio's answers allow, and stores them when all are known.
 *
 * <pre>
 *  ┌─▶ PERIOD: asks for the days of a part and the day after them, which is right however the last date is read
 *  │     ├─ too long ─────────────▶ PERIOD of each half
 *  │     ├─ no data, or each day ─▶ its days are known
 *  │     ├─ a total of all days ──▶ LAST_DATE: asks until a {@link LastDateSearch} has found its answer ─┐
 *  │     └─ the same, last date known before ─▶ EACH_DAY: asks for one day after the other ◀────────────┘
 *  │                                             └─▶ its days are known
 *  └──── a further part ── its days are known ── no further part ──▶ STORED
 *
 *  while asking: 404 ─▶ UNKNOWN     403, 400 of a single day ─▶ REFUSED     a failure, attempts used up ─▶ FAILED
 * </pre>
 *
 * <p>After a failure no further project of the run is asked for. To be used by one thread.
 */
public final class ProjectReading implements Conversation {

    enum State {
        PERIOD,
        LAST_DATE,
        EACH_DAY,
        STORED,
        UNKNOWN,
        REFUSED,
        FAILED;

        boolean isAsking() {
            return compareTo(STORED) < 0;
        }
    }

    private final StatesApi api;
    private final ProjectName project;
    private final NavigableSet<LocalDate> sentDays;
    private final Function<UtilisationDay, Change> table;
    private final RunFindings findings;

    private State state = State.PERIOD;
    /** The parts of the period that are still to be read; the first one is being read. */
    private final Deque<Period> parts = new ArrayDeque<>();
    /** The days that are still to be asked for one by one. */
    private final Deque<LocalDate> singleDays = new ArrayDeque<>();

    private LastDateSearch search;
    /** Holds an empty value for a period that Ditio refused as too long. */
    private final Map<Period, Optional<TotalsAnswer>> answers = new HashMap<>();

    private final ProjectDays days;
    private Optional<UserFacingException> refusal = Optional.empty();
    private int answered;

    /**
     * @param sentDays days on which this program sent states to the project, well within the day
     * @param table stores a day; one without a payload is removed
     */
    ProjectReading(
            StatesApi api,
            ProjectName project,
            Period period,
            NavigableSet<LocalDate> sentDays,
            Function<UtilisationDay, Change> table,
            RunFindings findings) {
        this.api = api;
        this.project = project;
        this.sentDays = sentDays;
        this.table = table;
        this.findings = findings;
        this.days = new ProjectDays(project);
        parts.add(period);
    }

    @Override
    public boolean hasNextCall() {
        return state.isAsking() && findings.failure().isEmpty();
    }

    @Override
    public ApiCall nextCall() {
        Period asked = asked();
        return api.totals(project.companyId(), project.projectId(), asked.from(), asked.to());
    }

    /** Accepts the answer. What Ditio refuses of one project does not stop the others. */
    @Override
    public void accept(HttpResult answer) throws IOException {
        switch (answer.status()) {
            case 200, 204 -> learn(Optional.of(TotalsAnswer.of(answer)));
            case 404 -> state = State.UNKNOWN;
            case 400, 413, 422 -> {
                // How long a period may be is not documented. A single day is asked for with the day after it.
                if (asked().isLongerThanTwoDays()) {
                    learn(Optional.empty());
                } else {
                    refuse(answer);
                }
            }
            case 403 -> refuse(answer);
            default -> api.refuse(answer);
        }
        answered++;
    }

    private void refuse(HttpResult answer) {
        boolean forbidden = answer.status() == 403;
        String advice = forbidden
                ? "Ask Ditio to grant the client the scope " + answer.call().scope() + " and to enable it for "
                        + project
                : "Check the ids of " + project;
        refusal = Optional.of(new UserFacingException(
                forbidden ? UserFacingException.Kind.REFUSED : UserFacingException.Kind.DITIO,
                answer + ". " + advice + ", or take it out of utilisation.projects"));
        state = State.REFUSED;
    }

    @Override
    public void gaveUp(IOException reason) {
        failed(new UserFacingException(
                UserFacingException.Kind.DITIO,
                "Gave up reading machine hours: " + reason.getMessage()
                        + ". The days before are stored; the next run asks for all of them again",
                reason));
    }

    /** Stops the run, which reports the failure in the end. */
    @Override
    public void failed(UserFacingException reason) {
        state = State.FAILED;
        findings.stop(reason);
    }

    private Period asked() {
        return switch (state) {
            case PERIOD -> parts.getFirst().withDayAfter();
            case LAST_DATE -> search.asked();
            case EACH_DAY -> findings.lastDate().orElseThrow().asking(singleDays.getFirst());
            default -> throw new IllegalStateException("nothing is asked for when " + state);
        };
    }

    /** Continues until a question comes up that was not asked before. */
    private void learn(Optional<TotalsAnswer> answer) {
        answers.put(asked(), answer);
        while (!parts.isEmpty() && answers.containsKey(asked())) {
            step(asked(), answers.get(asked()));
        }
        if (parts.isEmpty()) {
            days.store(table);
            state = State.STORED;
        }
    }

    private void step(Period asked, Optional<TotalsAnswer> answer) {
        Optional<TotalsAnswer> data = answer.filter(found -> found.hasData(project, asked));
        switch (state) {
            case PERIOD -> readPart(asked, answer, data);
            case LAST_DATE -> {
                search.learn(data.isPresent());
                if (search.state() == LastDateSearch.State.FOUND) {
                    findings.found(search.found());
                    state = State.EACH_DAY;
                }
            }
            case EACH_DAY -> {
                days.put(singleDays.pop(), data);
                if (singleDays.isEmpty()) {
                    readNextPart();
                }
            }
            default -> throw new IllegalStateException("no answer is expected when " + state);
        }
    }

    private void readPart(Period asked, Optional<TotalsAnswer> answer, Optional<TotalsAnswer> data) {
        Period part = parts.getFirst();
        if (answer.isEmpty()) {
            parts.pop();
            parts.push(part.secondHalf());
            parts.push(part.firstHalf());
        } else if (data.isEmpty()) {
            part.days().forEach(day -> days.put(day, Optional.empty()));
            readNextPart();
        } else if (data.get().days(asked).isPresent()) {
            Map<LocalDate, JsonNode> each = data.get().days(asked).get();
            part.days()
                    .forEach(day ->
                            days.put(day, Optional.ofNullable(each.get(day)).map(TotalsAnswer::of)));
            readNextPart();
        } else {
            singleDays.addAll(part.days());
            search = new LastDateSearch(part, asked, sentDays);
            state = findings.lastDate().isPresent() ? State.EACH_DAY : State.LAST_DATE;
        }
    }

    private void readNextPart() {
        parts.pop();
        state = State.PERIOD;
    }

    State state() {
        return state;
    }

    ProjectName project() {
        return project;
    }

    /** Returns how many answers arrived. */
    int answered() {
        return answered;
    }

    /** Returns why Ditio refused the project, if it did. */
    Optional<UserFacingException> refusal() {
        return refusal;
    }

    /** Returns the number of days that were changed in this way when they were stored. */
    int count(Change change) {
        return days.count(change);
    }

    /** Returns the days of which Ditio shows nothing, although states were sent on them. */
    List<LocalDate> missingDays() {
        return state == State.STORED ? days.withoutData(sentDays) : List.of();
    }
}
