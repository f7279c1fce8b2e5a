package no.ditioroutes.ditio;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists the fields that are read from each record while a page is parsed, with their indexes. */
public final class RecordFields {

    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();

    public RecordFields(List<String> names) {
        this.names = List.copyOf(names);
        for (int place = 0; place < names.size(); place++) {
            places.put(names.get(place), place);
        }
    }

    public List<String> names() {
        return names;
    }

    public int size() {
        return names.size();
    }

    /** Returns the index of a field, or null if it is not read. */
    public Integer place(String name) {
        return places.get(name);
    }
}
