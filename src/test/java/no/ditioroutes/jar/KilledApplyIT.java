package no.ditioroutes.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.IntStream;
import no.ditioroutes.Postgres;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of machines that is killed again and again: the next one finishes it. */
class KilledApplyIT {

    private static final int MACHINES = 200;
    private static final String CREATE_MANY = "/machines/create/array";
    private static final String FUEL = "/esg";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private final Jar jar = Jar.on(sandbox, Postgres.shared().newDatabase())
            .with("DITIO_COMPANY_ID", Fixture.COMPANY_ID)
            .with("CATALOGUE_BATCH", "10");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void isFinishedByTheNext(@TempDir Path folder) throws IOException {
        // given
        sandbox.machines().clear();
        sandbox.faults().always("/machines/", Fault.delay(Duration.ofMillis(50)));
        String file = file(folder);

        // when
        killAfter(4, CREATE_MANY, file);
        int created = sandbox.machines().all().size();
        killAfter(12, CREATE_MANY, file);
        killAfter(20, FUEL, file);
        long fuelled = fuelled();
        sandbox.faults().clear();
        Jar.Ended rest = jar.run("machines", "apply", file);
        sandbox.requests().clear();
        Jar.Ended again = jar.run("machines", "apply", file, "--json");

        // then
        assertThat(created).isBetween(1, MACHINES - 1);
        assertThat(fuelled).isBetween(1L, MACHINES - 1L);
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(sandbox.machines().all())
                .hasSize(MACHINES)
                .extracting(machine -> machine.path("name").asText())
                .doesNotHaveDuplicates();
        assertThat(fuelled()).isEqualTo(MACHINES);
        assertThat(new ObjectMapper().readTree(again.out()).findValuesAsText("action"))
                .hasSize(MACHINES)
                .containsOnly("unchanged");
        assertThat(sandbox.requests().matching("/core/"))
                .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
    }

    private void killAfter(int calls, String path, String file) {
        int before = sandbox.requests().matching(path).size();
        Jar.Running apply = jar.start("machines", "apply", file);
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sandbox.requests().matching(path).size() >= before + calls);
        apply.kill();
    }

    private long fuelled() {
        return sandbox.machines().all().stream()
                .filter(machine -> machine.path("fuelType").asInt() == 1)
                .count();
    }

    private static String file(Path folder) throws IOException {
        Path file = folder.resolve("maskiner.csv");
        Files.writeString(file, "machineNumber;name;fuelType\n");
        Files.write(
                file,
                IntStream.range(0, MACHINES)
                        .mapToObj(number -> "Ø-" + number + ";Gravemaskin nr. " + number + ";diesel")
                        .toList(),
                StandardOpenOption.APPEND);
        return file.toString();
    }
}
