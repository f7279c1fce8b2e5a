package no.ditioroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "15m, PT15M",
        "90s, PT90S",
        "1h30m, PT90M",
        "1H 30 M, PT90M",
        "2d, P2D",
        "250ms, PT0.25S",
        "0, PT0S",
        "0s, PT0S",
        "' 10m ', PT10M",
        "PT15M, PT15M",
        "p1d, P1D",
    })
    void readsWhatSettingsSay(String text, String duration) {
        assertThat(Durations.parse(text))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(Duration.parse(duration)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "15", "ofte", "10x", "-1m", "99999999999d", "9999999999999999999999d", "P999999999D", "3661d"
            })
    void takesNothingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
