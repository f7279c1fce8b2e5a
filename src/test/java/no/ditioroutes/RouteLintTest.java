package no.ditioroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.RouteFileText.Endpoint;
import no.ditioroutes.camel.Components;
import org.apache.camel.catalog.CamelCatalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks route files for what Camel does not detect, and what is not wanted in ours. */
class RouteLintTest {

    private static final int LONGEST_ROUTE = 45;

    /** Camel treats unknown options of these components as query parameters. */
    private static final List<String> HTTP = List.of("http", "https");

    private static final List<String> HTTP_TIMEOUTS =
            List.of("connectTimeout", "responseTimeout", "soTimeout", "connectionRequestTimeout");

    private static final CamelCatalog CATALOGUE = Components.catalogue();

    static Stream<RouteFileText> files() {
        return RouteFileText.shipped();
    }

    @ParameterizedTest
    @MethodSource("files")
    void callsDitioWithEveryOptionThatKeepsACallInBounds(RouteFileText file) {
        assertThat(file.endpoints())
                .filteredOn(endpoint -> HTTP.contains(endpoint.scheme()))
                .extracting(Endpoint::options)
                .allSatisfy(options -> assertThat(options)
                        .containsEntry("throwExceptionOnFailure", "false")
                        .containsEntry("disableStreamCache", "true")
                        .containsEntry("httpClient", "#httpClient")
                        .containsEntry("headerFilterStrategy", "#httpHeaders"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesNoOptionThatTheComponentLacks(RouteFileText file) {
        assertThat(file.endpoints())
                .allSatisfy(endpoint ->
                        assertThat(unknown(endpoint)).as("%s", endpoint).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesEveryOptionAValueThatCamelsCatalogueAccepts(RouteFileText file) {
        assertThat(file.endpoints())
                .filteredOn(endpoint -> !endpoint.address().startsWith("{{"))
                .extracting(endpoint -> CATALOGUE.validateEndpointProperties(endpoint.uri()))
                .allSatisfy(result -> assertThat(result.isSuccess())
                        .as("%s: %s", result.getUri(), result.summaryErrorMessage(false))
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("files")
    void runsNothingThatComesWithTheData(RouteFileText file) {
        assertThat(file.words())
                .doesNotContain("toD", "recipientList", "routingSlip", "dynamicRouter", "groovy", "script");
        assertThat(file.endpoints())
                .extracting(Endpoint::scheme)
                .doesNotContain("exec", "groovy", "language", "docker", "ssh");
    }

    @ParameterizedTest
    @MethodSource("files")
    void keepsRoutesShort(RouteFileText file) {
        assertThat(file.routes()).allSatisfy(route -> assertThat(route).hasSizeLessThanOrEqualTo(LONGEST_ROUTE));
    }

    private static List<String> unknown(Endpoint endpoint) throws IOException {
        JsonNode known = catalogue(endpoint.scheme());
        List<String> unknown = new ArrayList<>(endpoint.options().keySet());
        unknown.removeIf(known::has);
        // The catalogue does not list that an HTTP endpoint also accepts the timeouts of its component.
        unknown.removeIf(option -> HTTP.contains(endpoint.scheme()) && HTTP_TIMEOUTS.contains(option));
        unknown.removeIf(option -> known.properties().stream()
                .map(Map.Entry::getValue)
                .map(property -> property.path("prefix").asText())
                .anyMatch(prefix -> !prefix.isEmpty() && option.startsWith(prefix)));
        return unknown;
    }

    /** Returns what the catalogue says of the options of a component, our own components among them. */
    private static JsonNode catalogue(String scheme) throws IOException {
        String json = CATALOGUE.componentJSonSchema(scheme);
        assertThat(json).as("catalogue of the component " + scheme).isNotNull();
        return new ObjectMapper().readTree(json).path("properties");
    }
}
