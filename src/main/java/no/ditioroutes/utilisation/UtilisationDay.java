package no.ditioroutes.utilisation;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the machine hours of a project on a day.
 *
 * @param hours by state; empty for a state whose hours the answer does not show
 * @param payload the answer, as JSON; empty if Ditio has nothing of the day
 */
record UtilisationDay(
        String companyId, String projectId, LocalDate day, Map<String, Optional<Double>> hours, String payload) {

    /** Says what storing the day did to the table. */
    enum Change {
        NONE,
        WRITTEN,
        REMOVED
    }

    /** Returns the day in words, for a message. */
    @Override
    public String toString() {
        return "company " + companyId + ", project " + projectId + " on " + day;
    }
}
