package no.ditioroutes.telematics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.telematics.PreSendSnapshot.DeliveryVerdict;

/**
 * Ditio's totals by state. No source shows the answer, so a number belongs to the state that stands beside it, in a field
 * whose name ends in "state"; or else to the object it stands in, where its own name is that of a measure; or else its
 * own name is that of the state.
 */
public final class Totals {

    private static final double ROUNDING = 0.02;

    /** A tenth of an hour: less may be lost in the rounding of hours. */
    private static final double NOTICED_SECONDS = 360;

    /** The numbers by state, then by the name of the field. */
    private final Map<String, Map<String, Double>> numbers = new TreeMap<>();

    public static Totals of(JsonNode answer) {
        Totals totals = new Totals();
        totals.read("", "", answer);
        return totals;
    }

    /**
     * @param state that stood beside; empty if none did
     * @param place the name of what the node stands in
     */
    private void read(String state, String place, JsonNode node) {
        String own = named(node).orElse(state);
        node.properties().forEach(field -> {
            if (field.getValue().isNumber()) {
                add(own.isEmpty() ? owner(place, field.getKey()) : own, field.getKey(), field.getValue());
            } else {
                read(own, field.getKey(), field.getValue());
            }
        });
        if (node.isArray()) {
            node.forEach(item -> read(state, place, item));
        }
    }

    private static String owner(String place, String field) {
        boolean isMeasure = isCount(field) || unit(field).isPresent();
        return isMeasure && !place.isEmpty() ? place : field;
    }

    private static boolean isCount(String field) {
        return field.toLowerCase(Locale.ROOT).contains("count");
    }

    private static Optional<String> named(JsonNode node) {
        return node.properties().stream()
                .filter(field -> field.getKey().toLowerCase(Locale.ROOT).endsWith("state"))
                .filter(field -> field.getValue().isTextual())
                .map(field -> field.getValue().textValue())
                .findFirst();
    }

    private void add(String state, String field, JsonNode number) {
        numbers.computeIfAbsent(state, name -> new TreeMap<>()).merge(field, number.doubleValue(), Double::sum);
    }

    /** The states that have numbers. */
    public Map<String, Optional<Double>> hours() {
        Map<String, Optional<Double>> hours = new TreeMap<>();
        numbers.forEach((state, fields) -> hours.put(state, hours(fields)));
        return hours;
    }

    private static Optional<Double> hours(Map<String, Double> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> unit(field.getKey()).map(seconds -> field.getValue() * seconds / 3600).stream())
                .findFirst();
    }

    /** The seconds of the unit that a field's name shows. */
    private static Optional<Double> unit(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        return Stream.of(
                        Map.entry("milli", 0.001),
                        Map.entry("hour", 3600.0),
                        Map.entry("minute", 60.0),
                        Map.entry("second", 1.0))
                .filter(unit -> name.contains(unit.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns whether these states came on top of what there was before, or not. */
    static DeliveryVerdict verdict(JsonNode before, JsonNode after, List<MachineState> states) {
        Totals then = of(before);
        Totals now = of(after);
        if (then.numbers.equals(now.numbers)) {
            // An answer without numbers proves nothing, nor does one that may have rounded away what came.
            return now.numbers.isEmpty() || seconds(states) < NOTICED_SECONDS
                    ? DeliveryVerdict.UNKNOWN
                    : DeliveryVerdict.ABSENT;
        }
        Map<String, List<MachineState>> byState =
                states.stream().collect(Collectors.groupingBy(MachineState::state, TreeMap::new, Collectors.toList()));
        boolean all = byState.entrySet().stream().allMatch(state -> grew(then, now, state.getKey(), state.getValue()));
        boolean noOther = now.numbers.keySet().stream()
                .filter(state -> !byState.containsKey(state))
                .allMatch(state -> now.fields(state).equals(then.fields(state)));
        return all && noOther ? DeliveryVerdict.ARRIVED : DeliveryVerdict.UNKNOWN;
    }

    private static double seconds(List<MachineState> states) {
        return states.stream()
                .mapToDouble(one -> one.end().getEpochSecond() - one.start().getEpochSecond())
                .sum();
    }

    private static boolean grew(Totals then, Totals now, String state, List<MachineState> by) {
        double seconds = seconds(by);
        Map<String, Double> before = then.fields(state);
        List<Boolean> grown = now.fields(state).entrySet().stream()
                .map(field -> expected(field.getKey(), seconds, by.size())
                        .anyMatch(expected ->
                                Math.abs(field.getValue() - before.getOrDefault(field.getKey(), 0.0) - expected)
                                        < ROUNDING))
                .toList();
        return !grown.isEmpty() && !grown.contains(false);
    }

    /** Returns by how much a field grows; if its name shows no unit, it is one of these. */
    private static Stream<Double> expected(String field, double seconds, double count) {
        if (isCount(field)) {
            return Stream.of(count);
        }
        return unit(field)
                .map(unit -> Stream.of(seconds / unit))
                .orElseGet(() -> Stream.of(seconds * 1000, seconds, seconds / 60, seconds / 3600, count));
    }

    private Map<String, Double> fields(String state) {
        return numbers.getOrDefault(state, Map.of());
    }
}
