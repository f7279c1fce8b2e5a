package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.camel.RetryPause;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.sandbox.StateInterval;
import no.ditioroutes.stream.ClosingFront.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server or a proxy that ends each connection behind its answer, and says nothing of it. */
class ClosedConnectionsTest {

    private static final int BATCH = 10;

    @TempDir
    private Path folder;

    private final CapturedWarnings failures = new CapturedWarnings(RetryPause.class);
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
    }

    @AfterEach
    void stop() {
        sandbox.close();
        failures.close();
    }

    @ParameterizedTest
    @EnumSource
    void costOneAttemptOfAllThePagesAtMost(End end) {
        sandbox.stream(MACHINES).add(95);
        try (ClosingFront front = new ClosingFront(end, sandbox.addresses().base());
                TestProgram program = TestProgram.start(settings(front))) {
            RunReport run = program.streams().sync(MACHINES);

            assertThat(run.upserted()).isEqualTo(95);
            assertThat(run.pages()).isEqualTo(10);
            assertThat(failures.messages()).hasSizeLessThanOrEqualTo(1);
            assertThat(front.lost()).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void costOneAttemptOfAllTheMachineStatesAtMostAndSendNoneTwice(End end) throws IOException {
        Path file = Files.writeString(folder.resolve("states.csv"), states(5 * BATCH));
        try (ClosingFront front = new ClosingFront(end, sandbox.addresses().base());
                TestProgram program = TestProgram.start(settings(front))) {
            assertThat(program.run("import", file.toString()).exitCode()).isZero();

            assertThat(failures.messages()).hasSizeLessThanOrEqualTo(1);
            assertThat(front.lost()).isLessThanOrEqualTo(1);
        }
        assertThat(sandbox.states().received())
                .hasSize(5 * BATCH)
                .extracting(StateInterval::startTime)
                .doesNotHaveDuplicates();
    }

    private Map<String, Object> settings(ClosingFront front) {
        Map<String, Object> settings = new HashMap<>(TestProgram.onH2(sandbox));
        settings.put("sync.chunk-limit", "10");
        settings.put("telematics.batch-rows", Integer.toString(BATCH));
        settings.put("ditio.identity-base", front.of(sandbox.addresses().identity()));
        settings.put("ditio.reporting-base", front.of(sandbox.addresses().reporting()));
        settings.put("ditio.masstransport-base", front.of(sandbox.addresses().massTransport()));
        settings.put("inbox.folder", folder.resolve("inbox").toString());
        return settings;
    }

    private static String states(int count) {
        return IntStream.range(0, count)
                .mapToObj(minute -> "%s,%s,EX-001,Working,2026-01-15T08:%02d:00Z,2026-01-15T08:%02d:00Z"
                        .formatted(Fixture.COMPANY_ID, Fixture.PROJECT_ID, minute, minute + 1))
                .collect(Collectors.joining("\n", "companyId,projectId,machineId,state,startTime,endTime\n", "\n"));
    }
}
