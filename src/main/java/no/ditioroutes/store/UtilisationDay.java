package no.ditioroutes.store;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What Ditio says of the machines of a project on a day.
 *
 * @param hours by state; empty for a state whose hours are not told
 * @param payload the answer, as JSON; empty where Ditio has nothing of the day
 */
public record UtilisationDay(
        String companyId, String projectId, LocalDate day, Map<String, Optional<Double>> hours, String payload) {

    /** What storing it did to the table. */
    public enum Change {
        NONE,
        WRITTEN,
        REMOVED
    }

    /** The day in words, for a message. */
    @Override
    public String toString() {
        return "company " + companyId + ", project " + projectId + " on " + day;
    }
}
