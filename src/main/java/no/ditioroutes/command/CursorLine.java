package no.ditioroutes.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.stream.tables.Cursor;

/**
 * A cursor as it is printed.
 *
 * @param stream the stream, or the name of a slice's cursor
 * @param pages number of stored pages of the window
 */
record CursorLine(
        String stream,
        String mode,
        Instant since,
        Instant until,
        boolean open,
        int pages,
        String token,
        Instant nextSince,
        long version,
        long upserted,
        long restored,
        long deleted,
        long rejected,
        Instant lastChange,
        String environment) {

    static final Map<String, Function<CursorLine, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("STREAM", CursorLine::stream);
        TABLE.put("MODE", CursorLine::mode);
        TABLE.put("SINCE", CursorLine::since);
        TABLE.put("UNTIL", CursorLine::until);
        TABLE.put("OPEN", CursorLine::open);
        TABLE.put("PAGES", CursorLine::pages);
        TABLE.put("VERSION", CursorLine::version);
        TABLE.put("LAST CHANGE", CursorLine::lastChange);
        TABLE.put("ENVIRONMENT", CursorLine::environment);
    }

    static CursorLine of(Cursor cursor) {
        return new CursorLine(
                cursor.name(),
                cursor.mode().name().toLowerCase(Locale.ROOT),
                cursor.since(),
                cursor.until(),
                cursor.isOpen(),
                cursor.page(),
                cursor.token(),
                cursor.nextSince(),
                cursor.version(),
                cursor.upserted(),
                cursor.restored(),
                cursor.deleted(),
                cursor.rejected(),
                cursor.updatedAt(),
                cursor.environment());
    }
}
