package no.ditioroutes.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;

/**
 * Moves the cursors of streams manually. A run that uses such a cursor meanwhile, in any process, fails at its next
 * page: a run never moves a cursor that was changed by others.
 */
public final class State {

    private final StreamRegistry streams;
    private final Cursors cursors;

    public State(StreamRegistry streams, Cursors cursors) {
        this.streams = streams;
        this.cursors = cursors;
    }

    /** Returns all cursors, or the one of this name with those of its slices. */
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

    /** Makes the next run incremental from this time on; an open window is abandoned. */
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

    /** Makes the next run a full load, which makes the table equal to the data in Ditio. */
    public void reset(String name) {
        if (cursors.find(name).isEmpty()) {
            // A stream without a cursor is already reset; any other name without a cursor is a typing error.
            streams.named(List.of(name));
        }
        cursors.remove(name);
    }
}
