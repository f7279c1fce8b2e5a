package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting of digits alone is a text like any other. */
class DigitsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ditio.company-id",
                "ditio.project-id",
                "ditio.client-id",
                "ditio.client-secret",
                "ditio.token",
                "jdbc.username"
            })
    void isAText(String setting) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.empty())) {
            Map<String, Object> settings = TestProgram.onH2(sandbox);
            settings.put(setting, "471100815");
            try (TestProgram program = TestProgram.start(settings)) {
                assertThat(program.streams().registry().names()).contains("machine-registrations");
            }
        }
    }
}
