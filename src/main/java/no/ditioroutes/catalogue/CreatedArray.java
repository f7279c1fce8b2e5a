package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.ditio.ApiError;

/**
 * Reads the answer to many creations, which shows what became of each. Its shape is not documented: an array of results, one
 * of created entries, or an object that holds such arrays are understood; what is not reported stays unknown.
 */
final class CreatedArray {

    /**
     * The result of one creation.
     *
     * @param id empty if it was refused
     */
    record Result(String id, ApiError refusal) {}

    private static final int NOWHERE = -1;

    private static final ApiError NONE = new ApiError("", "", "");

    private static final String NUMBER = EntryKind.MACHINES.numberField();

    private final List<String> numbers;
    private final Map<Integer, Result> results = new HashMap<>();

    private CreatedArray(List<String> numbers) {
        this.numbers = numbers;
    }

    /** @param numbers the numbers of the entries that were sent, in that order */
    static CreatedArray of(JsonNode answer, List<String> numbers) {
        CreatedArray read = new CreatedArray(numbers);
        if (answer.isArray()) {
            read.array(answer, false);
        }
        answer.properties().forEach(field -> read.field(field.getKey(), field.getValue()));
        return read;
    }

    /**
     * Returns the result of an entry, if the answer reports it.
     *
     * @param place the place of the entry in what was sent, from 0
     */
    Optional<Result> at(int place) {
        return Optional.ofNullable(results.get(place));
    }

    private void field(String name, JsonNode value) {
        boolean ofRefused = name.toLowerCase(Locale.ROOT).matches(".*(err|fail|reject|refus|invalid).*");
        if (value.isArray()) {
            array(value, ofRefused);
        } else if (ofRefused) {
            value.properties().forEach(entry -> refused(place(entry.getKey()), entry.getValue()));
        }
    }

    /** Takes a result by its place if there are as many results as entries and its number agrees, else by its number. */
    private void array(JsonNode array, boolean ofRefused) {
        boolean inOrder = array.size() == numbers.size();
        for (int at = 0; at < array.size(); at++) {
            String number = text(array.get(at), NUMBER);
            boolean isHere = inOrder && (number.isEmpty() || number.equals(numbers.get(at)));
            result(isHere ? at : place(number), array.get(at), ofRefused);
        }
    }

    /** Returns the place of a number, unless two companies have it: then there are two places. */
    private int place(String number) {
        int first = numbers.indexOf(number);
        return first == numbers.lastIndexOf(number) ? first : NOWHERE;
    }

    private void result(int place, JsonNode result, boolean ofRefused) {
        String id = result.isTextual() ? "" : text(result, "id");
        if (ofRefused || isRefused(result)) {
            refused(place, result);
        } else if (!id.isEmpty()) {
            results.put(place, new Result(id, NONE));
        }
    }

    private void refused(int place, JsonNode why) {
        ApiError refusal = ApiError.of(why);
        results.put(place, new Result("", refusal.isEmpty() ? new ApiError("", "", why.toString()) : refusal));
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

    /** Returns a field of the result itself, or of the entry it holds. */
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
