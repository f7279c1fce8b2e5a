package no.ditioroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A route file that a tool opens and saves is the same but for its comments. Tools such as Kaoto read YAML 1.1, write every node
 * anew, keep the comments above the first node alone, and take an address with a query apart.
 */
class RoutesSurviveToolsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML_1_1 = new ObjectMapper(
            YAMLFactory.builder().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).build());

    static Stream<RouteFileText> files() {
        return RouteFileText.shipped();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isTheSameToCamelAfterItWasSaved(RouteFileText file) throws JsonProcessingException {
        JsonNode asCamelReads = asCamelReads(String.join("\n", file.lines()));

        assertThat(JSON.readTree(file.yaml().toString())).isEqualTo(asCamelReads);
        assertThat(asCamelReads(YAML_1_1.writeValueAsString(file.yaml()))).isEqualTo(asCamelReads);
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasItsOptionsBesideTheAddress(RouteFileText file) {
        assertThat(file.yaml().findValuesAsText("uri"))
                .allSatisfy(uri -> assertThat(uri).doesNotContain("?"));
    }

    @Test
    void editorsFindTheSchemaOfTheVersionThatRuns() throws IOException {
        JsonNode schemas =
                JSON.readTree(Path.of(".vscode", "settings.json").toFile()).path("yaml.schemas");
        String schema = schemas.fieldNames().next();

        assertThat(schemas.path(schema).get(0).asText()).isEqualTo("routes/**/*.camel.yaml");
        try (var ofCamel = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
            assertThat(Files.readAllBytes(Path.of(schema))).isEqualTo(ofCamel.readAllBytes());
        }
    }

    /** Camel reads YAML 1.2, by this parser. */
    private static JsonNode asCamelReads(String text) {
        List<Object> nodes = List.of(new Load(LoadSettings.builder().build()).loadFromString(text));
        return JSON.valueToTree(nodes.get(0));
    }
}
