package no.ditioroutes.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;

/**
 * Moves the cursors of streams by hand. A run that works with a cursor meanwhile, in whichever process, then fails at its
 * next page: it never moves a cursor that is not the one it knows.
 */
public final class State {

    private final StreamRegistry streams;
    private final Cursors cursors;

    public State(StreamRegistry streams, Cursors cursors) {
        this.streams = streams;
        this.cursors = cursors;
    }

    /** The cursors, or the one of this name with those of its slices. */
    public List<Cursor> show(String nameOrNull) {
        List<Cursor> found = cursors.all().stream()
                .filter(cursor -> nameOrNull == null
                        || cursor.name().equals(nameOrNull)
                        || cursor.name().startsWith(nameOrNull + "@"))
                .toList();
        if (found.isEmpty() && nameOrNull != null) {
            streams.named(List.of(nameOrNull));
        }
        return found;
    }

    /** Makes the next run incremental from this time on; a window that is open is given up. */
    public Cursor set(String stream, Instant since) {
        if (since.isAfter(Instant.now().plus(Duration.ofMinutes(1)))) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "--since " + since + " lies in the future: changes before it would be missed");
        }
        String known = streams.named(List.of(stream)).get(0);
        String environment = streams.get(known).environment();
        Cursor moved = cursors.find(known)
                .orElse(Cursor.first(known, environment))
                .restarted(environment)
                .idle(since);
        cursors.replace(moved);
        return cursors.find(known).orElse(moved);
    }

    /** Makes the next run a full load, which makes the table equal to what Ditio has then. */
    public void reset(String name) {
        if (cursors.find(name).isEmpty()) {
            // No cursor of a stream is what a reset leads to; no cursor of anything else is a slip of the pen.
            streams.named(List.of(name));
        }
        cursors.remove(name);
    }
}
