package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import no.ditioroutes.ditio.MachineState;

/** A company's project while a file is handled: what is known of it, and whether it takes anything. For one thread. */
public final class Project {

    private final StateImport of;
    private final String companyId;
    private final String projectId;
    private boolean asked;
    private Instant hadUntil;
    private Newest newest = new Newest(null, null);
    private String stopped = "";

    Project(StateImport of, String companyId, String projectId) {
        this.of = of;
        this.companyId = companyId;
        this.projectId = projectId;
    }

    /** The newest start and the newest end of what Ditio has; null where it has nothing. */
    record Newest(Instant start, Instant end) {

        boolean isOne() {
            return Objects.equals(start, end);
        }

        Newest with(Newest other) {
            return new Newest(later(start, other.start), later(end, other.end));
        }

        private static Instant later(Instant one, Instant other) {
            return one == null || (other != null && other.isAfter(one)) ? other : one;
        }
    }

    String companyId() {
        return companyId;
    }

    String projectId() {
        return projectId;
    }

    boolean is(MachineState state) {
        return projectId.equals(state.projectId()) && companyId.equals(state.companyId());
    }

    boolean isAsked() {
        return asked;
    }

    /** What Ditio says its latest timestamp is. */
    void latest(Optional<Instant> answer) {
        Instant said = answer.orElse(null);
        if (!newest.isOne()) {
            learn(said);
        }
        if (!asked) {
            // Only now: whoever sent what Ditio shows has noted the project before.
            hadUntil = of.ledger().hadUntil(companyId, projectId, answer).orElse(null);
            asked = true;
        }
        newest = new Newest(said, said);
    }

    private void learn(Instant said) {
        if (Objects.equals(said, newest.end)) {
            of.meaning(Meaning.END);
        } else if (Objects.equals(said, newest.start)) {
            of.meaning(Meaning.START);
        }
    }

    /** As far as Ditio's answers and what was sent since tell. */
    Newest newest() {
        return newest;
    }

    void sent(Newest batch) {
        newest = newest.with(batch);
    }

    /**
     * Returns whether an interval counts as being in Ditio already: it ends at or before what Ditio said was the project's
     * latest timestamp when this program first met it, whichever file it comes in. Whether that is a start or an end is
     * not documented; an interval that starts there may as well be the next one, so it is sent. Ditio says it for a project
     * and not for a machine, so the late data of one machine cannot be told from what another sender brought.
     */
    boolean hasHad(Instant end) {
        return hadUntil != null && !end.isAfter(hadUntil);
    }

    Instant hadUntil() {
        return hadUntil;
    }

    void stop(String reason) {
        stopped = reason;
    }

    boolean isStopped() {
        return !stopped.isEmpty();
    }

    /** Why it takes nothing more of this file. */
    String whyStopped() {
        return stopped;
    }

    @Override
    public String toString() {
        return "company " + companyId + ", project " + projectId;
    }
}
