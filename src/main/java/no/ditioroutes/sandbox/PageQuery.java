package no.ditioroutes.sandbox;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The validated query parameters of the Reporting API. Names are accepted in any case, since the vendor's own samples
 * use both.
 */
final class PageQuery {

    private static final int DEFAULT_LIMIT = 2500;
    private static final int LARGEST_LIMIT = 10_000;
    private static final String TOKEN = "ContinuationToken";

    private final StreamKind kind;
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    PageQuery(StreamKind kind, Map<String, String> query) {
        this.kind = kind;
        query.forEach(this::accept);
        checkWindow();
        checkBounds();
    }

    boolean incremental() {
        return values.containsKey("ModifiedSince");
    }

    long since() {
        return time("ModifiedSince").map(Ticks::of).orElse(Long.MIN_VALUE);
    }

    long before() {
        return time("ModifiedBefore").map(Ticks::of).orElse(Long.MAX_VALUE);
    }

    long from() {
        return time("FromDateTime").map(Ticks::of).orElse(Long.MIN_VALUE);
    }

    long to() {
        return time("ToDateTime").map(Ticks::of).orElse(Long.MAX_VALUE);
    }

    /** Returns the page size; a value that is too small or too large is adjusted, not rejected. */
    int limit() {
        long asked = read("ChunkLimit", PageQuery::number).orElse((long) DEFAULT_LIMIT);
        return (int) Math.max(1, Math.min(LARGEST_LIMIT, asked));
    }

    Optional<String> token() {
        return Optional.ofNullable(values.get(TOKEN));
    }

    /** Returns the endpoint and every parameter but the token: a token is valid for these alone. */
    String fingerprint() {
        return kind.name() + "?" + withoutToken();
    }

    /** Returns the address of the next page in the form the server uses, without its own path prefix. */
    String link(String nextToken) {
        String rest = withoutToken();
        return "/v1/" + kind.name() + "?" + rest + (rest.isEmpty() ? "" : "&") + TOKEN + "="
                + UrlEncoding.encode(nextToken);
    }

    /** Returns the filter that a client's permissions and the parameters define. */
    Predicate<RecordVersion> filter(ApiClient client) {
        boolean own = flag("OwnCompanyDataOnly");
        boolean noSubsidiaries = flag("ExcludeDataFromSubsidiaries");
        String company = company(client);
        String project = values.getOrDefault("ProjectId", "");
        Predicate<RecordVersion> states = state("Approved", "approved")
                .and(state("ApprovedPayroll", "payrollApproved"))
                .and(state("Locked", "locked"));
        return row -> client.companies().contains(row.owner().companyId())
                && (company.isEmpty() || company.equals(row.owner().companyId()))
                && (project.isEmpty() || project.equals(row.owner().projectId()))
                && !(own && row.owner().external())
                && !(noSubsidiaries && row.owner().companyId().equals(Fixture.SUBSIDIARY_ID))
                && states.test(row);
    }

    private String company(ApiClient client) {
        String company = values.getOrDefault("CompanyId", "");
        if (!company.isEmpty() && !client.companies().contains(company)) {
            throw new ApiErrorException(403, "Forbidden", "The client has no access to company " + company);
        }
        return company;
    }

    /** Filters by a state; deletions pass, since they no longer have one. */
    private Predicate<RecordVersion> state(String parameter, String field) {
        return read(parameter, PageQuery::bool)
                .<Predicate<RecordVersion>>map(
                        wanted -> row -> row.deleted() || row.node().path(field).asBoolean() == wanted)
                .orElse(row -> true);
    }

    private void accept(String name, String value) {
        String known = kind.parameters().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new ApiErrorException(400, "UnknownParameter", "Unknown parameter " + name));
        if (value.isEmpty() || values.put(known, value) != null) {
            throw new ApiErrorException(400, "BadParameter", known + " must be given once and not be empty");
        }
    }

    private void checkWindow() {
        if (values.containsKey("FromDateTime") != values.containsKey("ToDateTime")) {
            throw new ApiErrorException(400, "BadWindow", "FromDateTime and ToDateTime must be given together");
        }
        if (from() > to()) {
            throw new ApiErrorException(400, "BadWindow", "FromDateTime is after ToDateTime");
        }
        // Which of the two wins is not documented. A client should not rely on either.
        if (incremental() && values.containsKey("FromDateTime")) {
            throw new ApiErrorException(400, "BadWindow", "A date window and ModifiedSince are mutually exclusive");
        }
    }

    private void checkBounds() {
        if (values.containsKey("ModifiedBefore") && (!incremental() || before() <= since())) {
            throw new ApiErrorException(400, "BadWindow", "ModifiedBefore requires an earlier ModifiedSince");
        }
        limit();
        flag("IncludeSensitiveData");
    }

    private boolean flag(String name) {
        return read(name, PageQuery::bool).orElse(false);
    }

    private Optional<Instant> time(String name) {
        return read(name, Ticks::parse);
    }

    private <T> Optional<T> read(String name, Function<String, Optional<T>> reader) {
        return Optional.ofNullable(values.get(name)).map(text -> reader.apply(text)
                .orElseThrow(() -> new ApiErrorException(400, "BadParameter", name + " cannot be " + text)));
    }

    private static Optional<Boolean> bool(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("true") || lower.equals("false") ? Optional.of(lower.equals("true")) : Optional.empty();
    }

    private static Optional<Long> number(String text) {
        return text.matches("-?\\d{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private String withoutToken() {
        return values.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(TOKEN))
                .map(parameter -> parameter.getKey() + "=" + UrlEncoding.encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }
}
