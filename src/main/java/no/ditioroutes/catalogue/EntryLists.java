package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.ditioroutes.UserFacingException;

/** Reads answers that list entries. That they are listed is documented, not what is around or within them. */
final class EntryLists {

    private EntryLists() {}

    /** Returns the elements of an array, or of the array that an object holds. */
    static List<JsonNode> of(JsonNode answer, String what) {
        JsonNode array = answer;
        for (JsonNode field : answer) {
            array = answer.isObject() && field.isArray() ? field : array;
        }
        if (!array.isArray()) {
            throw new UserFacingException(
                    UserFacingException.Kind.DITIO,
                    "Ditio answered no list of " + what + "; check DITIO_API_BASE and any proxy");
        }
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    /** Returns the entries of a kind. Equipment may be in the list, or in the machine it belongs to, or in both. */
    static List<JsonNode> of(JsonNode answer, EntryKind kind) {
        List<JsonNode> entries = of(answer, kind.path());
        Set<String> ids = new HashSet<>();
        entries.forEach(entry -> ids.add(id(entry)));
        List<JsonNode> all = new ArrayList<>(entries);
        for (JsonNode entry : entries) {
            inner(entry).stream().filter(inner -> ids.add(id(inner))).forEach(all::add);
        }
        return all;
    }

    private static List<JsonNode> inner(JsonNode entry) {
        List<JsonNode> inner = new ArrayList<>();
        for (JsonNode field : entry) {
            if (field.isArray()) {
                field.forEach(inner::add);
            }
        }
        inner.removeIf(candidate -> !candidate.has(EntryKind.MACHINES.numberField()));
        return inner;
    }

    private static String id(JsonNode entry) {
        return entry.path("id").asText();
    }
}
