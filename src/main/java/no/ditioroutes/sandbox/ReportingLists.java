package no.ditioroutes.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import no.ditioroutes.sandbox.StreamRecords.Slice;

/** The lists of the Reporting API with their pagination, in full or incremental mode. */
final class ReportingLists {

    private static final int LAST_PAGE_STYLES = 3;

    private final Map<String, StreamRecords> streams;
    private final Set<Quirk> quirks;
    private final AtomicInteger lastPages = new AtomicInteger();
    private final AtomicInteger generation = new AtomicInteger();

    ReportingLists(Map<String, StreamRecords> streams, Set<Quirk> quirks) {
        this.streams = streams;
        this.quirks = quirks;
    }

    List<ApiOperation> operations() {
        return StreamKind.ALL.stream()
                .map(kind -> ApiOperation.of(
                        "GET", "/reporting/v1/" + kind.name(), ApiClient.REPORTING, call -> list(kind, call)))
                .map(ApiOperation::checkingItsOwnQuery)
                .toList();
    }

    /** Invalidates every continuation token issued so far. */
    void expireTokens() {
        generation.incrementAndGet();
    }

    private ApiResponse list(StreamKind kind, OperationCall call) {
        if (kind.administrator() && !call.client().administrator()) {
            throw new ApiErrorException(403, "Forbidden", "The client must act as an administrator");
        }
        PageQuery query = new PageQuery(kind, call.query());
        Predicate<RecordVersion> filter = query.filter(call.client());
        Optional<PageToken> token = query.token().map(text -> tokenOf(text, query));
        ListPage page = page(streams.get(kind.name()), query, token, filter);
        return ApiResponse.of(200).withBody(ApiResponse.JSON, page.render(quirks));
    }

    private PageToken tokenOf(String text, PageQuery query) {
        return PageToken.read(text, generation.get(), query.fingerprint())
                .orElseThrow(() -> new ApiErrorException(
                        400,
                        "InvalidContinuationToken",
                        "The token was not issued for this endpoint and these parameters"));
    }

    private ListPage page(
            StreamRecords stream, PageQuery query, Optional<PageToken> token, Predicate<RecordVersion> filter) {
        if (token.map(PageToken::gap).orElse(false)) {
            return answer(
                    List.of(),
                    query,
                    Optional.of(tokenAt(query, false, token.get().last())));
        }
        Slice slice = slice(stream, query, token.map(PageToken::last), filter);
        Optional<PageToken> next = slice.more() ? Optional.of(tokenAfter(slice, query)) : Optional.empty();
        return answer(served(stream, query, token, slice, filter), query, next);
    }

    private Slice slice(
            StreamRecords stream, PageQuery query, Optional<SortPosition> last, Predicate<RecordVersion> filter) {
        int limit = quirks.contains(Quirk.CHUNK_LIMIT_IGNORED) ? Integer.MAX_VALUE : query.limit();
        return query.incremental()
                ? stream.byModified(last.orElse(new SortPosition(query.since(), "")), query.before(), limit, filter)
                : stream.byDate(last.orElse(new SortPosition(query.from(), "")), query.to(), limit, filter);
    }

    private PageToken tokenAfter(Slice slice, PageQuery query) {
        RecordVersion last = slice.rows().get(slice.rows().size() - 1);
        SortPosition position = query.incremental() ? last.byModified() : last.byDate();
        return tokenAt(query, quirks.contains(Quirk.EMPTY_PAGES), position);
    }

    private PageToken tokenAt(PageQuery query, boolean gap, SortPosition position) {
        return new PageToken(generation.get(), query.fingerprint(), gap, position);
    }

    private List<RecordVersion> served(
            StreamRecords stream,
            PageQuery query,
            Optional<PageToken> token,
            Slice slice,
            Predicate<RecordVersion> filter) {
        List<RecordVersion> rows = new ArrayList<>(slice.rows());
        if (quirks.contains(Quirk.REPEATED_TOMBSTONES) && query.incremental()) {
            token.flatMap(page -> stream.lastDeletion(page.last(), query.since(), filter))
                    .ifPresent(deleted -> rows.add(0, deleted));
        }
        if (quirks.contains(Quirk.UNSORTED)) {
            Collections.reverse(rows);
        }
        return rows;
    }

    private ListPage answer(List<RecordVersion> rows, PageQuery query, Optional<PageToken> next) {
        Optional<String> token = next.map(PageToken::text);
        int style = token.isPresent() ? 0 : lastPages.getAndIncrement() % LAST_PAGE_STYLES;
        return new ListPage(
                rows, query.incremental(), token, token.map(query::link).orElse(""), style);
    }
}
