package no.ditioroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route file conforms to the schema of the Camel version that runs it. */
class RoutesConformTest {

    private static final JsonSchema CAMEL = JsonSchemaFactory.getInstance(VersionFlag.V4)
            .getSchema(RoutesConformTest.class.getResourceAsStream("/schema/camelYamlDsl.json"));

    static Stream<RouteFileText> files() {
        return RouteFileText.shipped();
    }

    @ParameterizedTest
    @MethodSource("files")
    void conformsToTheSchema(RouteFileText file) {
        assertThat(CAMEL.validate(file.yaml())).isEmpty();
    }
}
