package no.ditioroutes.routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.ditioroutes.ditio.BaseUrl;
import no.ditioroutes.routes.RouteOutline.Step;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.StreamOptions;
import no.ditioroutes.stream.tables.Target;

/**
 * The route of a stream, as its file has it: placeholders are not resolved yet.
 *
 * @param file the route file
 * @param route the route with the step {@code ditio-stream:open}
 * @param open that step
 * @param steps all steps of the route, and of the routes that it leads to
 */
record StreamRoute(String file, RouteOutline route, Step open, List<Step> steps) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)(?::([^{}]*))?}}");
    private static final String FILTER = "query.";

    /** Finds out whether a route is that of a stream. */
    static Optional<StreamRoute> of(String file, RouteOutline route, List<RouteOutline> routes) {
        return route.step("ditio-stream:open")
                .map(open -> new StreamRoute(
                        file, route, open, RouteOutline.allSteps(route, routes).toList()));
    }

    String name() {
        return open.options().getOrDefault("stream", "");
    }

    StreamOptions options(UnaryOperator<String> settings) {
        return new StreamOptions(name(), resolved(open.options(), settings));
    }

    /** Describes the stream. */
    StreamDefinition definition(UnaryOperator<String> settings) {
        StreamOptions options = options(settings);
        // In an order of their own: a cursor knows its stream by them, also after a restart.
        Map<String, String> filters = new TreeMap<>();
        options.values().forEach((option, value) -> {
            if (option.startsWith(FILTER)) {
                filters.put(option.substring(FILTER.length()), value);
            }
        });
        return new StreamDefinition(
                name(),
                file,
                route.from().address(),
                fetchRoute(),
                BaseUrl.of(
                        "DITIO_REPORTING_BASE",
                        setting(settings, "ditio.reporting-base", ""),
                        Boolean.parseBoolean(settings.apply("ditio.allow-http"))),
                options.path(),
                options.scope(),
                options.table(),
                options.windowColumn(),
                options.from(),
                options.to(),
                options.chunkLimit(setting(settings, "sync.chunk-limit", "10000")),
                filters,
                options.overlap(setting(settings, "sync.overlap", "10m")),
                options.lag(setting(settings, "sync.lag", "0s")),
                targets(options, settings));
    }

    private static String setting(UnaryOperator<String> settings, String key, String byDefault) {
        return Optional.ofNullable(settings.apply(key)).orElse(byDefault);
    }

    private String fetchRoute() {
        return steps.stream()
                .filter(step -> step.address().equals("ditio-stream:next-page"))
                .map(step -> step.options().getOrDefault("via", ""))
                .findFirst()
                .orElse("");
    }

    private List<Target> targets(StreamOptions options, UnaryOperator<String> settings) {
        Target own = Target.table(options.table());
        return steps.stream()
                .flatMap(step -> target(step, options, settings).stream())
                .filter(target -> !target.equals(own))
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<Target> target(Step step, StreamOptions stream, UnaryOperator<String> settings) {
        Map<String, String> options = resolved(step.options(), settings);
        return switch (step.address().replaceFirst(":.*", "")) {
            case "ditio-sql" -> Optional.of(Target.table(options.getOrDefault("table", stream.table())));
            case "ditio-kafka" ->
                Optional.of(Target.topic(options.getOrDefault("topic", StreamDefinition.topic(stream.stream()))));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> resolved(Map<String, String> options, UnaryOperator<String> settings) {
        Map<String, String> resolved = new LinkedHashMap<>();
        options.forEach((option, value) -> {
            String text = resolved(value, settings);
            // Camel drops an option whose optional placeholder has no value.
            if (!(text.isEmpty() && value.startsWith("{{?"))) {
                resolved.put(option, text);
            }
        });
        return resolved;
    }

    private static String resolved(String text, UnaryOperator<String> settings) {
        return PLACEHOLDER.matcher(text).replaceAll(placeholder -> {
            String value = settings.apply(placeholder.group(1));
            String byDefault = Optional.ofNullable(placeholder.group(2)).orElse("");
            return Matcher.quoteReplacement(value == null ? byDefault : value);
        });
    }
}
