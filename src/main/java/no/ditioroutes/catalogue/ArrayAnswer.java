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

    private static final int NOWHERE = -1;

    private static final Refusal NONE = new Refusal("", "", "");

    private static final String NUMBER = Kind.MACHINES.numberField();

    private final List<String> numbers;
    private final Map<Integer, Told> told = new HashMap<>();

    private ArrayAnswer(List<String> numbers) {
        this.numbers = numbers;
    }

    /** @param numbers of what was sent, in the order it was sent in */
    static ArrayAnswer of(JsonNode answer, List<String> numbers) {
        ArrayAnswer read = new ArrayAnswer(numbers);
        if (answer.isArray()) {
            read.array(answer, false);
        }
        answer.properties().forEach(field -> read.field(field.getKey(), field.getValue()));
        return read;
    }

    /** @param place of an item in what was sent, from 0 */
    Optional<Told> of(int place) {
        return Optional.ofNullable(told.get(place));
    }

    private void field(String name, JsonNode value) {
        boolean ofRefused = name.toLowerCase(Locale.ROOT).matches(".*(err|fail|reject|refus|invalid).*");
        if (value.isArray()) {
            array(value, ofRefused);
        } else if (ofRefused) {
            value.properties().forEach(entry -> refused(place(entry.getKey()), entry.getValue()));
        }
    }

    /** By its place where there are as many results as items and its number agrees, else by its number. */
    private void array(JsonNode results, boolean ofRefused) {
        boolean inOrder = results.size() == numbers.size();
        for (int at = 0; at < results.size(); at++) {
            String number = text(results.get(at), NUMBER);
            boolean isHere = inOrder && (number.isEmpty() || number.equals(numbers.get(at)));
            result(isHere ? at : place(number), results.get(at), ofRefused);
        }
    }

    /** Two companies may have a number each: then it tells no place. */
    private int place(String number) {
        int first = numbers.indexOf(number);
        return first == numbers.lastIndexOf(number) ? first : NOWHERE;
    }

    private void result(int place, JsonNode result, boolean ofRefused) {
        String id = result.isTextual() ? "" : text(result, "id");
        if (ofRefused || isRefused(result)) {
            refused(place, result);
        } else if (!id.isEmpty()) {
            told.put(place, new Told(id, NONE));
        }
    }

    private void refused(int place, JsonNode why) {
        Refusal refusal = Refusal.of(why);
        told.put(place, new Told("", refusal.isEmpty() ? new Refusal("", "", why.toString()) : refusal));
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
