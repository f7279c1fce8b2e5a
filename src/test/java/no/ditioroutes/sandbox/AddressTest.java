package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the address that the sandbox listens on and reports. */
class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void tellsAnAddressThatItCanBeReachedAt(String address) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.empty().withAddress(address))) {
            assertThat(sandbox.addresses().base()).doesNotContain("0.0.0.0");
            assertThat(new ApiCaller(sandbox).get("/openapi.yaml").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isOnLoopbackUnlessToldOtherwise() {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.empty())) {
            assertThat(sandbox.addresses().base()).startsWith("http://127.0.0.1:");
        }
    }
}
