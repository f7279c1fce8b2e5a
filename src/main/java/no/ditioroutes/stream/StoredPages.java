package no.ditioroutes.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.PageParser;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.StoredRows;
import no.ditioroutes.stream.tables.StoredRows.Stored;
import no.ditioroutes.stream.tables.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of a stream's table as pages, then its deletions, for one target. The token of a page is the position
 * where the previous one ended, so that the cursor alone is enough to resume after a crash.
 *
 * <p>Deletions are created here, as for records that Ditio no longer has: {@code {"id": "…", "isDeleted": true,
 * "deletedDateTime": "…"}}.
 */
final class StoredPages implements InlinePages {

    private static final Logger LOG = LoggerFactory.getLogger(StoredPages.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 1000;

    /** Number of rows between two progress messages. */
    private static final int NEWS = 10_000;

    private static final String LIVE = "row:";
    private static final String DELETED = "deleted:";

    private final Slice slice;
    private final StoredRows rows;
    private final String table;
    private long total = -1;
    private long read;

    StoredPages(String stream, String table, StoredRows rows, Target target) {
        this.slice = new Slice(cursor(stream, target), null, null, Purpose.FILL, target);
        this.table = table;
        this.rows = rows;
    }

    /** Returns the name of the cursor that walks the rows for a target. */
    static String cursor(String stream, Target target) {
        return stream + "@" + target.toString().replace(' ', ':');
    }

    /** Returns how many of the rows a cursor has passed. */
    static long passed(Cursor cursor, StoredRows rows) {
        return cursor.isOpen() && !isOfDeletions(cursor.token()) ? rows.countUpTo(id(cursor.token())) : rows.count();
    }

    @Override
    public Slice slice() {
        return slice;
    }

    @Override
    public CompletableFuture<FetchedPage> fetch(PageRequest request) {
        String token = request.token();
        boolean deletions = isOfDeletions(token);
        List<Stored> found = deletions ? rows.deletedAfter(id(token), ROWS) : rows.rowsAfter(id(token), ROWS);
        if (!deletions) {
            report(id(token), found.size());
        }
        try {
            byte[] page = page(found, next(deletions, found)).getBytes(StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(
                    new FetchedPage(PageParser.read(page, page.length, request.fields()), Optional.empty()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new IllegalStateException("stored rows that are no page", e));
        }
    }

    /** Returns the token of the next page; empty if there is none. */
    private String next(boolean deletions, List<Stored> found) {
        if (found.size() == ROWS) {
            return (deletions ? DELETED : LIVE) + found.get(ROWS - 1).id();
        }
        return deletions || rows.deletedAfter("", 1).isEmpty() ? "" : DELETED;
    }

    private static String page(List<Stored> found, String token) throws JsonProcessingException {
        String records = found.stream()
                .map(stored -> stored.deletedAt() == null ? stored.payload() : tombstone(stored))
                .collect(Collectors.joining(","));
        return "{\"continuationToken\":" + JSON.writeValueAsString(token) + ",\"data\":[" + records + "]}";
    }

    private static String tombstone(Stored deleted) {
        Map<String, Object> tombstone = new LinkedHashMap<>();
        tombstone.put("id", deleted.id());
        tombstone.put("isDeleted", true);
        tombstone.put("deletedDateTime", deleted.deletedAt().toString());
        try {
            return JSON.writeValueAsString(tombstone);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tombstone that does not become JSON", e);
        }
    }

    private static boolean isOfDeletions(String token) {
        return token.startsWith(DELETED);
    }

    private static String id(String token) {
        return token.substring(token.indexOf(':') + 1);
    }

    private void report(String after, int more) {
        if (total < 0) {
            total = rows.count();
            read = rows.countUpTo(after);
        }
        if ((read + more) / NEWS > read / NEWS) {
            LOG.info(String.format(
                    Locale.ROOT,
                    "Publishing the rows of %s to the %s: %,d of %,d",
                    table,
                    slice.only(),
                    read + more,
                    total));
        }
        read += more;
    }
}
