package no.ditioroutes.telematics;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What names of states are in Ditio, in any case. For one thread. */
final class StateNames {

    private static final int MOST_WRITTEN = 1000;

    private final Map<String, String> names = new HashMap<>();
    /** The same by the names as they were written last: there are few, and they come again and again. */
    private final Map<String, String> written = new HashMap<>();

    private final boolean sendUnknown;

    /** @param sendUnknown whether a name that is not listed stays what it is */
    StateNames(boolean sendUnknown) {
        this.sendUnknown = sendUnknown;
    }

    void add(String name, String ditio) {
        names.put(key(name), ditio);
    }

    void addIfNew(String state) {
        names.putIfAbsent(key(state), state);
    }

    /** @throws BadRow if the name is not a known state, since Ditio has no way to take a state back */
    String inDitio(String name) throws BadRow {
        String known = written.get(name);
        if (known == null) {
            known = found(name);
            if (written.size() < MOST_WRITTEN) {
                written.put(name, known);
            }
        }
        return known;
    }

    private String found(String name) throws BadRow {
        String known = names.get(key(name));
        if (known == null && !sendUnknown) {
            throw new BadRow("state is '" + name + "', which is not a known state: "
                    + nearest(name).map(near -> "did you mean " + near + "? ").orElse("") + "Known are "
                    + String.join(", ", new TreeSet<>(names.values()))
                    + "; more can be named by telematics.states, or mapped in the list of telematics.state-names");
        }
        return known == null ? name : known;
    }

    /** The known name that is written most like it, if any is. */
    private Optional<String> nearest(String name) {
        String wanted = key(name);
        int most = Math.max(1, wanted.length() / 2);
        return names.keySet().stream()
                .filter(known -> distance(wanted, known) <= most)
                .min(Comparator.comparingInt((String known) -> distance(wanted, known))
                        .thenComparing(Comparator.naturalOrder()))
                .map(names::get);
    }

    /** How many letters must be added, removed or replaced to make one of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] now = new int[above.length];
            now[0] = row;
            for (int column = 1; column < now.length; column++) {
                int replaced = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                now[column] = Math.min(replaced, 1 + Math.min(above[column], now[column - 1]));
            }
            above = now;
        }
        return above[other.length()];
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
