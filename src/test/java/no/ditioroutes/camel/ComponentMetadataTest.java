package no.ditioroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.ditioroutes.routes.UnknownOptionException;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools of Camel know our components as they are: their steps, and every option with its meaning. */
class ComponentMetadataTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void close() {
        camel.stop();
    }

    static List<String> schemes() {
        return Components.own();
    }

    @Test
    void theJarNamesEveryComponent() {
        assertThat(schemes()).containsExactly("ditio-kafka", "ditio-sql", "ditio-stream");
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void camelFindsTheOptionsOfARunningComponent(String scheme) throws Exception {
        assertThat(camel.getComponentParameterJsonSchema(scheme)).isEqualTo(Components.json(scheme));
        assertThat(json(scheme).at("/component/javaType").asText())
                .isEqualTo(camel.getComponent(scheme).getClass().getName());
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void hasTheOptionsOfTheStepsAndNoOther(String scheme) {
        Set<String> known = steps(scheme).stream()
                .flatMap(step -> options(scheme + ":" + step))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(parameters(scheme)
                        .filter(option -> !option.getValue().has("prefix"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void hasTheStepsThatTheComponentHasAndNoOther(String scheme) {
        assertThat(refusal(scheme + ":nonsense")).hasMessageEndingWith("It has " + String.join(", ", steps(scheme)));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void saysOfEveryOptionWhatItIsWithAnExample(String scheme) {
        assertThat(parameters(scheme)).isNotEmpty().allSatisfy(option -> {
            JsonNode meaning = option.getValue();
            assertThat(meaning.path("type").asText()).isNotBlank();
            assertThat(meaning.path("required").isBoolean()).isTrue();
            assertThat(meaning.path("description").asText()).contains("Example: ");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ditio-stream:opens, 'did you mean open?'",
        "ditio-stream:nextpage, 'did you mean next-page?'",
        "ditio-sql:upser, 'did you mean upsert?'",
        "ditio-kafka:deleted, 'did you mean delete?'",
        "ditio-stream:open?windowColum=x, 'did you mean windowColumn?'",
        "ditio-sql:upsert?tables=x, 'did you mean table?'",
        "ditio-kafka:upsert?topics=x, 'did you mean topic?'"
    })
    void refusesAWrongOneWithTheNearestRightOne(String uri, String message) {
        assertThat(refusal(uri)).hasMessageContaining(message);
        EndpointValidationResult result = Components.catalogue().validateEndpointProperties(uri);
        assertThat(result.isSuccess())
                .as("%s", result.summaryErrorMessage(false))
                .isFalse();
    }

    /** Those that the step names when it refuses one that it does not have. */
    private Stream<String> options(String step) {
        Throwable refusal = refusal(step + "?nonsense=1");
        assertThat(refusal).isInstanceOf(UnknownOptionException.class);
        String known = refusal.getMessage().replaceFirst(".* It has ", "");
        return known.matches("none|no options") ? Stream.of() : Stream.of(known.split(", "));
    }

    private Throwable refusal(String uri) {
        Throwable thrown = catchThrowable(() -> camel.getEndpoint(uri));
        assertThat(thrown).as(uri).isNotNull();
        return thrown.getCause();
    }

    private static List<String> steps(String scheme) {
        JsonNode steps = json(scheme).at("/properties/step/enum");
        return StreamSupport.stream(steps.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Stream<Map.Entry<String, JsonNode>> parameters(String scheme) {
        return json(scheme).path("properties").properties().stream()
                .filter(option -> option.getValue().path("kind").asText().equals("parameter"));
    }

    private static JsonNode json(String scheme) {
        try {
            return new ObjectMapper().readTree(Components.json(scheme));
        } catch (JsonProcessingException e) {
            throw new AssertionError(scheme, e);
        }
    }
}
