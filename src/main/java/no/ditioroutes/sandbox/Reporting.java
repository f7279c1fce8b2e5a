package no.ditioroutes.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import no.ditioroutes.sandbox.Registrations.Slice;

/** The lists of the Reporting API, page by page, in full or incremental mode. */
final class Reporting {

    private static final int LAST_PAGE_STYLES = 3;

    private final Map<String, Registrations> streams;
    private final Set<Quirk> quirks;
    private final AtomicInteger lastPages = new AtomicInteger();
    private final AtomicInteger generation = new AtomicInteger();

    Reporting(Map<String, Registrations> streams, Set<Quirk> quirks) {
        this.streams = streams;
        this.quirks = quirks;
    }

    List<Route> routes() {
        return StreamKind.ALL.stream()
                .map(kind ->
                        Route.of("GET", "/reporting/v1/" + kind.name(), Client.REPORTING, call -> list(kind, call)))
                .map(Route::checkingItsOwnQuery)
                .toList();
    }

    /** Every continuation token that is out becomes unusable. */
    void expireTokens() {
        generation.incrementAndGet();
    }

    private Answer list(StreamKind kind, Call call) {
        if (kind.administrator() && !call.client().administrator()) {
            throw new ApiError(403, "Forbidden", "The client must act as an administrator");
        }
        PageQuery query = new PageQuery(kind, call.query());
        Predicate<Row> filter = query.filter(call.client());
        Optional<PageToken> token = query.token().map(text -> tokenOf(text, query));
        Page page = page(streams.get(kind.name()), query, token, filter);
        return Answer.of(200).withBody(Answer.JSON, page.render(quirks));
    }

    private PageToken tokenOf(String text, PageQuery query) {
        return PageToken.read(text, generation.get(), query.fingerprint())
                .orElseThrow(() -> new ApiError(
                        400, "InvalidContinuationToken", "The token is not one of this endpoint and these parameters"));
    }

    private Page page(Registrations stream, PageQuery query, Optional<PageToken> token, Predicate<Row> filter) {
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

    private Slice slice(Registrations stream, PageQuery query, Optional<Position> last, Predicate<Row> filter) {
        int limit = quirks.contains(Quirk.CHUNK_LIMIT_IGNORED) ? Integer.MAX_VALUE : query.limit();
        return query.incremental()
                ? stream.byModified(last.orElse(new Position(query.since(), "")), query.before(), limit, filter)
                : stream.byDate(last.orElse(new Position(query.from(), "")), query.to(), limit, filter);
    }

    private PageToken tokenAfter(Slice slice, PageQuery query) {
        Row last = slice.rows().get(slice.rows().size() - 1);
        Position position = query.incremental() ? last.byModified() : last.byDate();
        return tokenAt(query, quirks.contains(Quirk.EMPTY_PAGES), position);
    }

    private PageToken tokenAt(PageQuery query, boolean gap, Position position) {
        return new PageToken(generation.get(), query.fingerprint(), gap, position);
    }

    private List<Row> served(
            Registrations stream, PageQuery query, Optional<PageToken> token, Slice slice, Predicate<Row> filter) {
        List<Row> rows = new ArrayList<>(slice.rows());
        if (quirks.contains(Quirk.REPEATED_TOMBSTONES) && query.incremental()) {
            token.flatMap(page -> stream.lastDeletion(page.last(), query.since(), filter))
                    .ifPresent(deleted -> rows.add(0, deleted));
        }
        if (quirks.contains(Quirk.UNSORTED)) {
            Collections.reverse(rows);
        }
        return rows;
    }

    private Page answer(List<Row> rows, PageQuery query, Optional<PageToken> next) {
        Optional<String> token = next.map(PageToken::text);
        int style = token.isPresent() ? 0 : lastPages.getAndIncrement() % LAST_PAGE_STYLES;
        return new Page(rows, query.incremental(), token, token.map(query::link).orElse(""), style);
    }
}
