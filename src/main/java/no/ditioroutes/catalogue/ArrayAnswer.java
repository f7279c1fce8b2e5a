package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.ditio.Refusal;

/**
 * What the answer to many creations tells of each. Its shape is not documented: an array of results, one of created
 * entries, or an object that holds such arrays are understood; what is not told stays unknown.
 */
final class ArrayAnswer {

    /**
     * What is told of one item.
     *
     * @param id empty where it was refused
     */
    record Told(String id, Refusal refusal) {}

    private static final Refusal NONE = new Refusal("", "", "");

    private static final String NUMBER = Kind.MACHINES.numberField();

    private final Map<String, Told> told = new HashMap<>();

    private ArrayAnswer() {}

    /** @param numbers of what was sent, in the order it was sent in */
    static ArrayAnswer of(JsonNode answer, List<String> numbers) {
        ArrayAnswer read = new ArrayAnswer();
        if (answer.isArray()) {
            read.array(answer, numbers, false);
        }
        answer.properties().forEach(field -> read.field(field.getKey(), field.getValue(), numbers));
        return read;
    }

    Optional<Told> of(String number) {
        return Optional.ofNullable(told.get(number));
    }

    private void field(String name, JsonNode value, List<String> numbers) {
        boolean ofRefused = name.toLowerCase(Locale.ROOT).matches(".*(err|fail|reject|refus|invalid).*");
        if (value.isArray()) {
            array(value, numbers, ofRefused);
        } else if (ofRefused) {
            value.properties().forEach(entry -> refused(entry.getKey(), entry.getValue()));
        }
    }

    /** By its number, or by its place where there are as many results as items. */
    private void array(JsonNode results, List<String> numbers, boolean ofRefused) {
        for (int place = 0; place < results.size(); place++) {
            JsonNode result = results.get(place);
            String number = text(result, NUMBER);
            if (number.isEmpty() && results.size() == numbers.size()) {
                number = numbers.get(place);
            }
            if (!number.isEmpty()) {
                result(number, result, ofRefused);
            }
        }
    }

    private void result(String number, JsonNode result, boolean ofRefused) {
        String id = result.isTextual() ? "" : text(result, "id");
        if (ofRefused || isRefused(result)) {
            refused(number, result);
        } else if (!id.isEmpty()) {
            told.put(number, new Told(id, NONE));
        }
    }

    private void refused(String number, JsonNode why) {
        Refusal refusal = Refusal.of(why);
        told.put(number, new Told("", refusal.isEmpty() ? new Refusal("", "", why.toString()) : refusal));
    }

    private static boolean isRefused(JsonNode result) {
        return List.of("success", "succeeded", "isSuccess", "ok", "created").stream()
                        .anyMatch(flag -> result.path(flag).isBoolean()
                                && !result.path(flag).asBoolean())
                || List.of("status", "statusCode").stream()
                        .anyMatch(status -> result.path(status).asInt() >= 400)
                || List.of("error", "errors", "errorCode").stream().anyMatch(error -> isSaid(result.path(error)));
    }

    private static boolean isSaid(JsonNode error) {
        return error.isContainerNode() ? !error.isEmpty() : !error.asText("").isEmpty() && !error.isNull();
    }

    /** Of the result itself, or of the entry it holds. */
    private static String text(JsonNode result, String field) {
        List<JsonNode> places = new ArrayList<>(List.of(result));
        result.forEach(places::add);
        return places.stream()
                .map(place -> place.path(field).asText(""))
                .filter(text -> !text.isEmpty() && !text.equals("null"))
                .findFirst()
                .orElse("");
    }
}
