package no.ditioroutes.inbox;

import java.nio.file.Path;
import no.ditioroutes.csv.LogText;

/**
 * A file of the inbox that is being read.
 *
 * @param look how it was when it had rested long enough
 */
public record TakenFile(Path path, Look look) {

    public String name() {
        return path.getFileName().toString();
    }

    /** Whether it still is what was taken. */
    boolean isAsTaken() {
        return isAt(path);
    }

    /** Whether it is what lies there now. */
    boolean isAt(Path place) {
        return look.equals(Look.at(place));
    }

    /** Its name, for logs. */
    @Override
    public String toString() {
        return LogText.name(path);
    }
}
