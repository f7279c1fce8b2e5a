package no.ditioroutes.inbox;

import java.nio.file.Path;
import no.ditioroutes.csv.LogText;

/**
 * A file of the inbox that is being read.
 *
 * @param look its snapshot when it was picked up
 */
public record TakenFile(Path path, Look look) {

    public String name() {
        return path.getFileName().toString();
    }

    /** Returns whether it is unchanged since it was picked up. */
    boolean isAsTaken() {
        return isAt(path);
    }

    /** Returns whether it is the file at this path now. */
    boolean isAt(Path place) {
        return look.equals(Look.at(place));
    }

    /** Returns its name, for logs. */
    @Override
    public String toString() {
        return LogText.name(path);
    }
}
