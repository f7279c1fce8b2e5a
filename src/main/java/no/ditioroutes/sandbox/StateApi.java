package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The four calls of the Mass Transport API. A batch is stored entirely or not at all, which the documents leave open.
 * All six fields are required, and times must have an offset.
 */
final class StateApi {

    private static final String PATH = "/masstransport/api/external-excavator-state";
    private static final Set<String> FIELDS =
            Set.of("companyId", "projectId", "machineId", "state", "startTime", "endTime");

    private final ReceivedStates states;
    private final CoreEntries projects;
    private final Set<Quirk> quirks;
    private final Clock clock;
    private final long largestImport;

    StateApi(ReceivedStates states, CoreEntries projects, Set<Quirk> quirks, Clock clock, long largestImport) {
        this.states = states;
        this.projects = projects;
        this.quirks = quirks;
        this.clock = clock;
        this.largestImport = largestImport;
    }

    List<ApiOperation> operations() {
        return List.of(
                operation("POST", "", call -> received(call, one -> List.of(one.object()))),
                operation("POST", "/import", call -> received(call, many -> items(many.array()))),
                operation("GET", "/latest-timestamp/{companyId}/{projectId}", this::latest),
                operation("POST", "/aggregated-data-per-state", this::aggregate));
    }

    private static ApiOperation operation(String method, String rest, ApiOperation.Handler handler) {
        return ApiOperation.of(method, PATH + rest, ApiClient.MASS_TRANSPORT, handler);
    }

    /** Answers 201 with an empty body; what the vendor sends is not documented. */
    private ApiResponse received(OperationCall call, Function<OperationCall, List<? extends JsonNode>> body) {
        List<StateInterval> intervals = new ArrayList<>();
        int status = 201;
        try {
            checkSize(call);
            body.apply(call).forEach(item -> intervals.add(interval(item, intervals.size())));
            intervals.forEach(interval -> check(interval, call.client()));
            return ApiResponse.of(status);
        } catch (ApiErrorException rejected) {
            status = rejected.status();
            throw rejected;
        } finally {
            states.store(clock.instant(), intervals, status);
        }
    }

    private void checkSize(OperationCall call) {
        if (call.request().body().length > largestImport) {
            throw new ApiErrorException(413, "PayloadTooLarge", "At most " + largestImport + " bytes");
        }
    }

    private static List<JsonNode> items(ArrayNode array) {
        if (array.isEmpty()) {
            throw new ApiErrorException(400, "ArgumentIsNull", "Listen med tilstander er tom");
        }
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private static StateInterval interval(JsonNode item, int index) {
        if (!item.isObject()
                || !FIELDS.containsAll(names(item))
                || !FIELDS.stream().allMatch(hasText(item)::apply)) {
            throw invalid(index, "expected text in exactly these fields: " + String.join(", ", FIELDS));
        }
        return new StateInterval(
                item.get("companyId").textValue(),
                item.get("projectId").textValue(),
                item.get("machineId").textValue(),
                item.get("state").textValue(),
                time(item, "startTime", index),
                time(item, "endTime", index));
    }

    private static String time(JsonNode item, String field, int index) {
        String text = item.get(field).textValue();
        return Ticks.parseWithOffset(text)
                .map(instant -> text)
                .orElseThrow(() -> invalid(index, field + " is not a time with an offset"));
    }

    private void check(StateInterval interval, ApiClient client) {
        checkEnabled(client, interval.companyId(), interval.projectId());
        if (!end(interval).isAfter(start(interval)) || states.isRefused(interval)) {
            throw new ApiErrorException(400, "ArgumentIsInvalid", "Ugyldig periode for " + interval.machineId());
        }
    }

    private void checkEnabled(ApiClient client, String companyId, String projectId) {
        boolean known = projects.find(projectId)
                .filter(CoreEntries.has("companyId", companyId))
                .filter(project -> CompanyAccess.mayAct(client, project))
                .isPresent();
        if (!known || states.isDisabled(companyId, projectId)) {
            throw new ApiErrorException(403, "Forbidden", "Writing is not enabled for this company and project");
        }
    }

    /**
     * Returns the latest timestamp. Its form if there is none, and whether start or end counts, are not documented: see
     * the quirks.
     */
    private ApiResponse latest(OperationCall call) {
        checkEnabled(call.client(), call.variable("companyId"), call.variable("projectId"));
        Optional<Instant> newest = states.of(call.variable("companyId"), call.variable("projectId")).stream()
                .map(quirks.contains(Quirk.LATEST_TIMESTAMP_IS_START) ? StateApi::start : StateApi::end)
                .max(Instant::compareTo);
        return newest.map(at -> timestamp(Optional.of(Ticks.text(at)))).orElseGet(this::nothingYet);
    }

    private ApiResponse nothingYet() {
        if (quirks.contains(Quirk.LATEST_TIMESTAMP_404)) {
            return new ApiErrorException(404, "NotFound", "Ingen tilstander er mottatt").answer();
        }
        return quirks.contains(Quirk.LATEST_TIMESTAMP_204) ? ApiResponse.of(204) : timestamp(Optional.empty());
    }

    private static ApiResponse timestamp(Optional<String> text) {
        return ApiResponse.json(200, StrictJson.object().put("latestTimestamp", text.orElse(null)));
    }

    /**
     * Returns totals by state. The response is not documented; here each state has its hours and count, in UTC. Whether
     * the last date is included, and how many days are allowed, is not documented either: see the quirks.
     */
    private ApiResponse aggregate(OperationCall call) {
        ObjectNode body = call.object();
        new FieldRules()
                .texts("companyId", "projectId")
                .times("fromDate", "toDate")
                .check(body);
        FieldRules.require(body, "companyId", "projectId", "fromDate", "toDate");
        String companyId = body.get("companyId").asText();
        checkEnabled(call.client(), companyId, body.get("projectId").asText());
        LocalDate from = date(body, "fromDate");
        LocalDate to = date(body, "toDate").minusDays(quirks.contains(Quirk.TOTALS_WITHOUT_TO_DATE) ? 1 : 0);
        if (quirks.contains(Quirk.TOTALS_OF_A_WEEK) && to.isAfter(from.plusDays(6))) {
            throw new ApiErrorException(400, "ArgumentIsInvalid", "Perioden er lengre enn 7 dager");
        }
        List<StateInterval> intervals = states
                .of(companyId, body.get("projectId").asText())
                .stream()
                .filter(interval -> isWithin(interval, from, to))
                .toList();
        return ApiResponse.json(200, quirks.contains(Quirk.TOTALS_BY_DAY) ? byDay(intervals) : totals(intervals));
    }

    private static ArrayNode byDay(List<StateInterval> intervals) {
        ArrayNode days = StrictJson.array();
        intervals.stream()
                .collect(Collectors.groupingBy(StateApi::day, TreeMap::new, Collectors.toList()))
                .forEach((day, some) ->
                        days.add(StrictJson.object().put("date", day.toString()).set("states", totals(some))));
        return days;
    }

    private static ArrayNode totals(List<StateInterval> intervals) {
        ArrayNode totals = StrictJson.array();
        intervals.stream()
                .collect(Collectors.groupingBy(StateInterval::state, TreeMap::new, Collectors.toList()))
                .forEach((state, some) -> totals.add(total(state, some)));
        return totals;
    }

    private static ObjectNode total(String state, List<StateInterval> intervals) {
        long seconds = intervals.stream()
                .mapToLong(interval ->
                        Duration.between(start(interval), end(interval)).toSeconds())
                .sum();
        return StrictJson.object()
                .put("state", state)
                .put("totalSeconds", seconds)
                .put("recordCount", intervals.size());
    }

    private static boolean isWithin(StateInterval interval, LocalDate from, LocalDate to) {
        return !day(interval).isBefore(from) && !day(interval).isAfter(to);
    }

    private static LocalDate day(StateInterval interval) {
        return LocalDate.ofInstant(start(interval), ZoneOffset.UTC);
    }

    private static LocalDate date(ObjectNode body, String field) {
        String text = body.get(field).asText();
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw new ApiErrorException(400, "BadField", field + " must be yyyy-MM-dd");
        }
        return LocalDate.parse(text);
    }

    private static Instant start(StateInterval interval) {
        return Ticks.parse(interval.startTime()).orElseThrow();
    }

    private static Instant end(StateInterval interval) {
        return Ticks.parse(interval.endTime()).orElseThrow();
    }

    private static Function<String, Boolean> hasText(JsonNode item) {
        return field ->
                item.path(field).isTextual() && !item.get(field).textValue().isBlank();
    }

    private static List<String> names(JsonNode item) {
        List<String> names = new ArrayList<>();
        item.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ApiErrorException invalid(int index, String what) {
        return new ApiErrorException(400, "ArgumentIsInvalid", "[" + index + "]: " + what);
    }
}
