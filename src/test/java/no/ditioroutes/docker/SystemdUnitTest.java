package no.ditioroutes.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The unit, as systemd's own tools judge it. */
class SystemdUnitTest {

    private static final String UNIT = "docker/systemd/ditio-routes.service";
    /** Ten times systemd's score of exposure, from 0 to 100. */
    private static final String HARDLY_EXPOSED = "15";

    @Test
    void isAUnitThatSystemdTakes() throws Exception {
        assumeSystemd();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/java")), "/usr/bin/java is not there");

        Tool verify = Tool.run("systemd-analyze", "verify", UNIT);

        assertThat(verify.exitCode()).as(verify.output()).isZero();
        // Which are newer than other systemds.
        assertThat(verify.output().lines().filter(line -> !line.matches(".*'Restart(Steps|MaxDelaySec)'.*ignoring\\.")))
                .isEmpty();
    }

    @Test
    void isHardlyExposed() throws Exception {
        assumeSystemd();

        Tool security =
                Tool.run("systemd-analyze", "security", "--offline=true", "--threshold=" + HARDLY_EXPOSED, UNIT);

        assertThat(security.exitCode()).as(security.output()).isZero();
        assertThat(security.output()).contains("Overall exposure level");
    }

    @Test
    void doesNotTryAgainWhatDoesNotMendItself() {
        assertThat(values("RestartPreventExitStatus")).containsExactly("2");
        assertThat(values("SuccessExitStatus")).containsExactly("143");
    }

    @Test
    void setsWhatTheProgramKnows() {
        List<String> names = values("#?Environment").stream()
                .map(value -> value.replace("\"", "").split("=", 2)[0])
                .toList();

        assertThat(names).isNotEmpty().isSubsetOf(Texts.settings());
    }

    private static void assumeSystemd() throws IOException, InterruptedException {
        assumeTrue(Tool.isInstalled("systemd-analyze"), "systemd-analyze is not installed");
        Matcher version = Pattern.compile("systemd (\\d+)")
                .matcher(Tool.run("systemd-analyze", "--version").output());
        assumeTrue(version.find() && Integer.parseInt(version.group(1)) >= 250, "systemd is older than 250");
    }

    private static List<String> values(String key) {
        return Pattern.compile("(?m)^" + key + "=(.*)$")
                .matcher(Texts.read(UNIT))
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.toList());
    }
}
