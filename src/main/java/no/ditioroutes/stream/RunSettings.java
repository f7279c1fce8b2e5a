package no.ditioroutes.stream;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.stream.tables.Column;
import no.ditioroutes.stream.tables.Table;

/**
 * The settings of one run of a stream.
 *
 * @param definition the stream
 * @param slice the window of the first load or of a backfill
 * @param ownsTable whether no other stream writes to the stream's table
 */
public record RunSettings(StreamDefinition definition, Slice slice, boolean ownsTable) {

    RunSettings withChunkLimit(int other) {
        return new RunSettings(definition.withChunkLimit(other), slice, ownsTable);
    }

    /** Returns whether the run has a cursor other than that of its stream. */
    boolean isBackfill() {
        return !slice.cursor().equals(stream());
    }

    String stream() {
        return definition.name();
    }

    String base() {
        return definition.base();
    }

    String path() {
        return definition.path();
    }

    String scope() {
        return definition.scope();
    }

    String table() {
        return definition.table();
    }

    int chunkLimit() {
        return definition.chunkLimit();
    }

    Map<String, String> filters() {
        return definition.filters();
    }

    Duration overlap() {
        return definition.overlap();
    }

    Duration lag() {
        return definition.lag();
    }

    String environment() {
        return definition.environment();
    }

    boolean isSmaller(String other) {
        return definition.isSmaller(other);
    }

    Optional<Column> windowColumn(Table table) {
        return definition.windowColumn(table);
    }
}
