package no.ditioroutes.telematics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only states that somebody knows are sent, since Ditio has no way to take one back. */
class UnknownStatesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "Working, Working", "WORKING, Working", "idle, Idle", "Moving, Moving", "productive, Working",
        "PRODUCTIVE, Working", "Crushing, Crushing", "crushing, Crushing", "Knusing, Crushing", "Waiting, Waiting"
    })
    void areNotThoseOfDitioOfTheListAndOfTheSettings(String written, String sent) throws Exception {
        assertThat(states("reject").inDitio(written)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"Wroking, Working", "Idel, Idle", "Movign, Moving", "productiv, Working", "Watiing, Waiting"})
    void areRejectedWithTheNearestKnownOne(String written, String near) {
        assertThatThrownBy(() -> states("reject").inDitio(written))
                .isInstanceOf(BadRowException.class)
                .hasMessageContaining(
                        "state is '" + written + "', which is not a known state: did you mean " + near + "?")
                .hasMessageContaining("Known are Crushing, Idle, Moving, Waiting, Working")
                .hasMessageContaining("telematics.states");
    }

    @Test
    void areRejectedWithoutOneIfNoneIsNear() {
        assertThatThrownBy(() -> states("reject").inDitio("X"))
                .isInstanceOf(BadRowException.class)
                .message()
                .doesNotContain("did you mean");
    }

    @Test
    void areSentIfThatIsWanted() throws Exception {
        assertThat(states("send").inDitio("Wroking")).isEqualTo("Wroking");
        assertThat(states("send").inDitio("idle")).isEqualTo("Idle");
    }

    @Test
    void areASettingOfTwoWords() {
        assertThatThrownBy(() -> states("perhaps"))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("telematics.unknown-states is 'perhaps', expected reject or send");
    }

    @Test
    void areNotMappedToNothing() throws IOException {
        Path list = Files.writeString(folder.resolve("empty.csv"), "name,ditio\nproductive,\n");

        assertThatThrownBy(() -> new KnownStates(list.toString(), "", "reject").read())
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("Line 2 lacks a name or what Ditio calls it");
    }

    private KnownStates.Names states(String unknown) throws IOException {
        Path list = Files.writeString(
                folder.resolve("names.csv"), "name;ditio\n=\"Productive\";Working\nKnusing\u00A0;Crushing\n");
        return new KnownStates(list.toString(), " Waiting ,,", unknown).read();
    }
}
