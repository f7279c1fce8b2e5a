package no.ditioroutes.telematics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Optional;
import no.ditioroutes.store.UtilisationDay;

/** A day of a project, and what Ditio says of it. For one thread. */
public final class ProjectDay {

    private final UtilisationRun of;
    private final ProjectName project;
    private final LocalDate day;
    private Optional<UtilisationDay> answer = Optional.empty();

    ProjectDay(UtilisationRun of, ProjectName project, LocalDate day) {
        this.of = of;
        this.project = project;
        this.day = day;
    }

    /** Whether Ditio is to be asked for it: it has not refused the project. */
    public boolean isWanted() {
        return !of.isRefused(project);
    }

    UtilisationRun of() {
        return of;
    }

    ProjectName project() {
        return project;
    }

    LocalDate day() {
        return day;
    }

    /** Takes an answer of whatever shape; without anything in it, Ditio has nothing of the day. */
    void answered(JsonNode totals, String text) {
        boolean nothing = totals.isMissingNode() || totals.isNull() || (totals.isContainerNode() && totals.isEmpty());
        answer = Optional.of(new UtilisationDay(
                project.companyId(), project.projectId(), day, Totals.of(totals).hours(), nothing ? "" : text));
    }

    /** What is to be stored; empty where Ditio said nothing that could be. */
    Optional<UtilisationDay> answer() {
        return answer;
    }
}
