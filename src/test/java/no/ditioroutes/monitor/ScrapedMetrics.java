package no.ditioroutes.monitor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the metrics that a service exposes to Prometheus. */
record ScrapedMetrics(List<Sample> samples, Set<String> helped) {

    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) \\S.*");

    /** A sample of a metric. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static ScrapedMetrics of(String text) {
        List<Sample> samples = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .map(ScrapedMetrics::sample)
                .toList();
        Set<String> helped = text.lines()
                .map(HELP::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toSet());
        return new ScrapedMetrics(samples, helped);
    }

    private static Sample sample(Matcher line) {
        String labels = line.group(2) == null ? "" : line.group(2);
        return new Sample(
                line.group(1),
                LABEL.matcher(labels)
                        .results()
                        .collect(Collectors.toMap(label -> label.group(1), (MatchResult label) -> label.group(2))),
                Double.parseDouble(line.group(3)));
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /** Returns the metrics of this program. */
    List<Sample> ours() {
        return samples.stream()
                .filter(sample -> sample.name().startsWith("ditio_"))
                .toList();
    }

    /** Returns the value with this label, or of a metric without labels if it is empty; the sum of all that have it. */
    double value(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> sample.labels().values().containsAll(List.of(labels)))
                .mapToDouble(Sample::value)
                .reduce(Double::sum)
                .orElseThrow(() -> new AssertionError("no " + name + " of " + List.of(labels)));
    }
}
