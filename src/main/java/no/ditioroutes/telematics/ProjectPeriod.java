package no.ditioroutes.telematics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import no.ditioroutes.store.UtilisationDay;

/**
 * Reads the hours of a project in a period, in as few calls as Ditio's answers allow. For one thread.
 *
 * <pre>
 * the period and the day after it, which is right whether the last date belongs to the totals or not
 *   ├─ nothing in it ────────────▶ nothing on any of its days
 *   ├─ days are separate ────────▶ done
 *   ├─ Ditio refuses so many ────▶ the same for each half
 *   └─ totals of all of it ──────▶ find out whether the last date belongs to them, then ask for each day
 * </pre>
 *
 * After each answer the tree is evaluated again from its root; the first missing answer is the next call.
 */
public final class ProjectPeriod {

    private final ProjectName project;
    private final Period period;
    private final UtilisationRun run;
    /** Days on which this program sent states to the project, well within the day. */
    private final NavigableSet<LocalDate> sentDays;
    /** Empty answers are refusals. */
    private final Map<Period, Optional<TotalsAnswer>> answers = new HashMap<>();

    private final Map<LocalDate, UtilisationDay> days = new TreeMap<>();
    private Period next;
    private boolean abandoned;

    /** Nobody has asked for this yet. */
    private static final class MissingAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Period asked;

        MissingAnswer(Period asked) {
            super(asked.toString(), null, false, false);
            this.asked = asked;
        }
    }

    ProjectPeriod(UtilisationRun run, ProjectName project, Period period, NavigableSet<LocalDate> sentDays) {
        this.run = run;
        this.project = project;
        this.period = period;
        this.sentDays = sentDays;
        goOn();
    }

    /** Returns whether Ditio has to be asked once more. */
    public boolean hasNextCall() {
        return next != null && !abandoned;
    }

    /** The dates to ask for. */
    Period nextCall() {
        return next;
    }

    ProjectName project() {
        return project;
    }

    UtilisationRun run() {
        return run;
    }

    void accept(TotalsAnswer answer) {
        answers.put(next, Optional.of(answer));
        goOn();
    }

    /** Returns whether fewer days may be asked for after Ditio refused so many. */
    boolean refusedSoMany() {
        // A single day is asked for with the day after it.
        boolean canBeHalved = next.from().plusDays(1).isBefore(next.to());
        if (canBeHalved) {
            answers.put(next, Optional.empty());
            goOn();
        }
        return canBeHalved;
    }

    /** Asks for nothing more, and leaves its days as they are stored. */
    void abandon() {
        abandoned = true;
        days.clear();
    }

    /** What is to be stored, day by day; a day without anything in it is to be removed. */
    List<UtilisationDay> days() {
        return List.copyOf(days.values());
    }

    /** Returns the days of which Ditio shows nothing, although states were sent on them. */
    List<LocalDate> missingDays() {
        return sentDays.stream()
                .filter(day -> days.containsKey(day) && days.get(day).payload().isEmpty())
                .toList();
    }

    private void goOn() {
        next = null;
        try {
            read(period);
        } catch (MissingAnswer missing) {
            next = missing.asked;
        }
    }

    private void read(Period part) throws MissingAnswer {
        Period asked = new Period(part.from(), part.to().plusDays(1));
        Optional<TotalsAnswer> answer = answer(asked);
        if (answer.isEmpty()) {
            for (Period half : part.halves()) {
                read(half);
            }
        } else if (!answer.get().hasData(project, asked)) {
            part.days().forEach(day -> put(day, Optional.empty()));
        } else if (answer.get().days(asked).isPresent()) {
            Map<LocalDate, JsonNode> told = answer.get().days(asked).get();
            part.days()
                    .forEach(day -> put(
                            day,
                            Optional.ofNullable(told.get(day)).map(json -> new TotalsAnswer(json, json.toString()))));
        } else {
            readEachDay(part, asked);
        }
    }

    private void readEachDay(Period part, Period withData) throws MissingAnswer {
        if (run.toDate().isEmpty()) {
            run.found(findToDate(part, withData));
        }
        for (LocalDate day : part.days()) {
            Period asked = run.toDate().get().asking(day);
            put(day, answer(asked).filter(answer -> answer.hasData(project, asked)));
        }
    }

    /**
     * Finds two days in a row that have data together: a day on which states were sent and the next one, or else what is left
     * of the dates that have data when they are halved again and again. If neither has data by itself, both together have
     * it only because the last date is not counted.
     */
    private ToDate findToDate(Period part, Period withData) throws MissingAnswer {
        LocalDate sent = sentDays.ceiling(part.from());
        boolean isSent = sent != null && part.contains(sent);
        if (isSent && hasData(sent, sent)) {
            return ToDate.INCLUDED;
        }
        boolean startsThere = isSent && hasData(sent, sent.plusDays(1));
        Period narrow = startsThere ? new Period(sent, sent.plusDays(1)) : narrowed(withData);
        boolean included = hasData(narrow.from(), narrow.from()) || hasData(narrow.to(), narrow.to());
        return included ? ToDate.INCLUDED : ToDate.EXCLUDED;
    }

    /** Whichever way the last date is read, one of two parts that share a date has the data. */
    private Period narrowed(Period withData) throws MissingAnswer {
        Period narrow = withData;
        while (narrow.from().plusDays(1).isBefore(narrow.to())) {
            LocalDate middle = narrow.middle();
            narrow = hasData(narrow.from(), middle)
                    ? new Period(narrow.from(), middle)
                    : new Period(middle, narrow.to());
        }
        return narrow;
    }

    private boolean hasData(LocalDate from, LocalDate to) throws MissingAnswer {
        Period asked = new Period(from, to);
        return answer(asked).filter(answer -> answer.hasData(project, asked)).isPresent();
    }

    private Optional<TotalsAnswer> answer(Period asked) throws MissingAnswer {
        Optional<TotalsAnswer> answer = answers.get(asked);
        if (answer == null) {
            throw new MissingAnswer(asked);
        }
        return answer;
    }

    private void put(LocalDate day, Optional<TotalsAnswer> answer) {
        days.computeIfAbsent(
                day,
                key -> new UtilisationDay(
                        project.companyId(),
                        project.projectId(),
                        key,
                        answer.map(found -> Totals.of(found.json()).hours()).orElse(Map.of()),
                        answer.map(TotalsAnswer::text).orElse("")));
    }
}
