package no.ditioroutes.telematics;

import java.time.Duration;
import java.time.ZoneId;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.csv.TimeFormats;

/** Says what a row must be, to be sent. */
public final class StateRules {

    private final String companyId;
    private final String projectId;
    private final TimeFormats times;
    private final KnownStates states;
    private final Duration longest;
    private final Duration future;

    /**
     * @param companyId for rows without one; may be empty
     * @param projectId for rows without one; may be empty
     * @param longestHours the longest interval
     * @param futureMinutes how far ahead of this machine's clock an interval may end
     */
    public StateRules(
            String companyId,
            String projectId,
            TimeFormats times,
            KnownStates states,
            long longestHours,
            long futureMinutes) {
        this.companyId = companyId.strip();
        this.projectId = projectId.strip();
        this.times = times;
        this.states = states;
        this.longest = Duration.ofHours(longestHours);
        this.future = Duration.ofMinutes(futureMinutes);
    }

    /**
     * Returns what reads the rows of a file, by the list of state names as it is now.
     *
     * @throws InvalidFileException if columns are missing
     */
    StateReader reader(CsvFile csv) throws InvalidFileException {
        return new StateReader(this, csv, times, states.read());
    }

    public String companyId() {
        return companyId;
    }

    public String projectId() {
        return projectId;
    }

    public ZoneId zone() {
        return times.zone();
    }

    Duration longest() {
        return longest;
    }

    Duration future() {
        return future;
    }
}
