package no.ditioroutes.utilisation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.ditioroutes.ditio.HttpResult;
import no.ditioroutes.telematics.ProjectName;

/**
 * Reads Ditio's answer to a question for totals of a period. No source shows the answer. These assumptions are made: without a
 * number other than zero it says that there is nothing, unless it has no numbers at all and some text beside what was asked;
 * and it shows single days only if all objects of a list name theirs in a field {@code date}, {@code day} or
 * {@code workDate}, or if all fields of an object are named by days.
 *
 * @param json the answer
 * @param text the same as text, as it arrived
 */
record TotalsAnswer(JsonNode json, String text) {

    private static final Set<String> DAY_FIELDS = Set.of("date", "day", "workdate");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T00:00(:00(\\.0+)?)?Z?)?");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads an answer.
     *
     * @throws IOException if it is not JSON: a page of a proxy is no answer of Ditio's
     */
    static TotalsAnswer of(HttpResult answer) throws IOException {
        try {
            return new TotalsAnswer(JSON.readTree(answer.text()), answer.text());
        } catch (JsonProcessingException e) {
            throw new IOException(answer + ". Expected JSON; check DITIO_MASSTRANSPORT_BASE and any proxy", e);
        }
    }

    static TotalsAnswer of(JsonNode json) {
        return new TotalsAnswer(json, json.toString());
    }

    /** Returns whether there is something in it; texts that repeat the question do not count. */
    boolean hasData(ProjectName project, Period asked) {
        List<JsonNode> values = new ArrayList<>();
        collect(json, values);
        boolean hasNumbers = values.stream().anyMatch(JsonNode::isNumber);
        return hasNumbers
                ? values.stream().anyMatch(value -> value.isNumber() && value.doubleValue() != 0)
                : values.stream().map(JsonNode::asText).anyMatch(value -> !repeats(value, project, asked));
    }

    private static void collect(JsonNode node, List<JsonNode> values) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, values));
        } else if (!node.isNull() && !node.isMissingNode()) {
            values.add(node);
        }
    }

    private static boolean repeats(String value, ProjectName project, Period asked) {
        return value.isBlank()
                || value.equals(project.companyId())
                || value.equals(project.projectId())
                || value.startsWith(asked.from().toString())
                || value.startsWith(asked.to().toString());
    }

    /** Returns the totals of each day, if the answer separates them and all lie in the period that was asked for. */
    Optional<Map<LocalDate, JsonNode>> days(Period asked) {
        return days(json).filter(days -> days.keySet().stream().allMatch(asked::contains));
    }

    /** Several lists with days are about several machines, and none of them about the project. */
    private static Optional<Map<LocalDate, JsonNode>> days(JsonNode answer) {
        List<Map<LocalDate, JsonNode>> found = dated(answer).limit(2).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Returns every list or object in an answer whose parts are all of some day. */
    private static Stream<Map<LocalDate, JsonNode>> dated(JsonNode node) {
        Map<LocalDate, JsonNode> days = node.isArray() ? ofList(node) : ofFields(node);
        return days.isEmpty()
                ? StreamSupport.stream(node.spliterator(), false).flatMap(TotalsAnswer::dated)
                : Stream.of(days);
    }

    /** Returns nothing unless all items of the list have a day. */
    private static Map<LocalDate, JsonNode> ofList(JsonNode list) {
        Map<LocalDate, JsonNode> days = new TreeMap<>();
        for (JsonNode item : list) {
            Optional<LocalDate> day = dayOf(item);
            if (day.isEmpty()) {
                return Map.of();
            }
            JsonNode of = days.computeIfAbsent(day.get(), key -> JsonNodeFactory.instance.arrayNode());
            ((ArrayNode) of).add(item);
        }
        return days;
    }

    private static Optional<LocalDate> dayOf(JsonNode item) {
        return item.properties().stream()
                .filter(field -> DAY_FIELDS.contains(field.getKey().toLowerCase(Locale.ROOT)))
                .flatMap(field -> day(field.getValue().asText()).stream())
                .findFirst();
    }

    private static Map<LocalDate, JsonNode> ofFields(JsonNode object) {
        Map<LocalDate, JsonNode> days = new TreeMap<>();
        object.properties().forEach(field -> day(field.getKey()).ifPresent(day -> days.put(day, field.getValue())));
        return days.size() == object.properties().size() ? days : Map.of();
    }

    private static Optional<LocalDate> day(String text) {
        return DAY.matcher(text).matches() ? Optional.of(LocalDate.parse(text.substring(0, 10))) : Optional.empty();
    }
}
