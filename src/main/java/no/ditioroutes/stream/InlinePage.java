package no.ditioroutes.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.ditio.PageParser;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.RecordFields;

/**
 * A page of records that replaces Ditio's answer. They pass through the stream's own route like any other page, and
 * leave the stream's cursor unchanged.
 *
 * @param slice has a cursor of its own, which the caller removes afterwards
 * @param records JSON values
 */
public record InlinePage(Slice slice, List<String> records) implements InlinePages {

    /** Creates a page that replays rejected records. */
    public static InlinePage replay(String stream, List<String> records) {
        return new InlinePage(new Slice(stream + "@replay", null, null, Purpose.REPLAY), records);
    }

    /** Creates a page of tombstones for records that Ditio no longer has. */
    public static InlinePage removal(String stream, List<String> tombstones) {
        return new InlinePage(new Slice(stream + "@removal", null, null, Purpose.LOAD), tombstones);
    }

    @Override
    public CompletableFuture<FetchedPage> fetch(PageRequest request) {
        return CompletableFuture.completedFuture(new FetchedPage(page(records, request.fields()), Optional.empty()));
    }

    /** Creates a page of these records. */
    static Page page(List<String> records, RecordFields fields) {
        byte[] page = ("{\"data\":[" + String.join(",", records) + "]}").getBytes(StandardCharsets.UTF_8);
        try {
            return PageParser.read(page, page.length, fields);
        } catch (IOException e) {
            throw new IllegalStateException("records that are no JSON", e);
        }
    }
}
