package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.SelfSignedCertificate;
import no.ditioroutes.camel.DitioCalls;
import no.ditioroutes.catalogue.Catalogue;
import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.HttpTransport;
import no.ditioroutes.ditio.IdentityServer;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.ditio.StatusPolicy;
import no.ditioroutes.ditio.TokenCache;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.inbox.RecordsInMemory;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.operate.ApiCheck;
import no.ditioroutes.operate.Check;
import no.ditioroutes.operate.Finding;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.telematics.StatesApi;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(5, 5));
        Map<String, Object> settings = TestProgram.everything(sandbox);
        settings.put("inbox.folder", folder.resolve("inbox").toString());
        program = TestProgram.start(settings);
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @BeforeEach
    void withoutFaults() {
        sandbox.faults().clear();
        sandbox.requests().clear();
    }

    @Test
    void findsNothingWrong() {
        Ran check = program.run("check");

        assertThat(check.exitCode()).isZero();
        assertThat(check.out())
                .containsPattern("credentials +ok +set")
                .containsPattern(
                        "addresses +ok +http, not encrypted: DITIO_IDENTITY_BASE, DITIO_API_BASE, DITIO_REPORTING_BASE")
                .containsPattern("routes +ok +all files are loaded")
                .containsPattern("token for ditioapiv3 +ok")
                .containsPattern("token for masstransportapiv1 +ok")
                .containsPattern("catalogue +ok +the machine types .* answer")
                .containsPattern("machine states +ok")
                .containsPattern("stream machine-registrations +ok +\\S*routes/machine-registrations.camel.yaml")
                .containsPattern("token for reportingapiv1 +ok")
                .containsPattern("endpoint of time-registrations +ok +http\\S+/v1/time-registrations answers")
                .containsPattern("database +ok +PostgreSQL .* tables of version \\d+")
                .containsPattern("table of machine-registrations +ok +machine_registrations, \\d+ columns")
                .containsPattern("Kafka +ok +1 broker at")
                .containsPattern("topic ditio.machine-registrations +ok")
                .containsPattern("inbox +ok +\\S+inbox, made when it is needed")
                .doesNotContain(SandboxOptions.CLIENT_SECRET, "wrong");
        assertThat(sandbox.requests().matching("/v1/machine-registrations"))
                .singleElement()
                .satisfies(request -> assertThat(request.query()).containsEntry("ChunkLimit", "1"));
    }

    @Test
    void tellsHowDitioIsReachedAndOfPlainHttp() {
        Map<String, Object> settings = TestProgram.settings(sandbox, "jdbc:h2:mem:check;DB_CLOSE_DELAY=-1");
        settings.put(
                "ditio.ca-file", SelfSignedCertificate.shared().certificate().toString());
        settings.put("ditio.api-base", "http://ditio.example.com/core");

        try (TestProgram open = TestProgram.start(settings)) {
            Ran refused = open.run("check", "--offline");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.out())
                    .containsPattern(
                            "addresses +wrong +DITIO_API_BASE is 'http://ditio.example.com/core', expected https")
                    .contains("DITIO_ALLOW_HTTP");
        }
        settings.put("ditio.allow-http", "true");
        try (TestProgram allowed = TestProgram.start(settings)) {
            assertThat(allowed.run("check", "--offline").out())
                    .containsPattern("addresses +ok +http, not encrypted: .*DITIO_API_BASE");
        }
    }

    @Test
    void doesNotAskDitioOffline() {
        Ran check = program.run("check", "--offline", "--json");

        assertThat(check.exitCode()).isZero();
        assertThat(check.json()).hasSizeGreaterThan(5);
        assertThat(sandbox.requests().all()).isEmpty();
    }

    @Test
    void endsWithTheGravestFailure() {
        sandbox.faults().always("/v1/machine-registrations", Fault.status(403));

        Ran check = program.run("check");

        assertThat(check.exitCode()).isEqualTo(3);
        assertThat(check.out())
                .containsPattern("endpoint of machine-registrations +wrong +.*lacks the scope")
                .containsPattern("endpoint of time-registrations +ok");
    }

    @Test
    void tellsWhichCredentialsAreMissing() {
        Map<String, Finding> findings =
                check(program.database(), new KafkaPublisher(""), nobody(), folder.resolve("inbox"));

        assertThat(findings.get("credentials").state()).isEqualTo("wrong");
        assertThat(findings.get("credentials").detail()).contains("DITIO_CLIENT_ID is not set");
        assertThat(findings.get("token for reportingapiv1").exitCode()).isEqualTo(2);
        assertThat(findings).doesNotContainKey("endpoint of machine-registrations");
        assertThat(findings.get("Kafka").state()).isEqualTo("off");
    }

    @Test
    void tellsOfASecretThatIsWrongWithoutShowingIt() {
        Map<String, Finding> findings = check(
                program.database(),
                new KafkaPublisher(""),
                new Credentials(SandboxOptions.CLIENT_ID, secret("not-the-secret"), secret("")),
                folder.resolve("inbox"));

        assertThat(findings.get("token for reportingapiv1").exitCode()).isEqualTo(3);
        assertThat(findings.values()).extracting(Finding::detail).allSatisfy(detail -> assertThat(detail)
                .doesNotContain("not-the-secret"));
    }

    @Test
    void tellsOfADatabaseABrokerAndAnInboxThatCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        try (Database nowhere =
                        new Database("jdbc:postgresql://localhost:1/none?password=hidden", "me", secret("hush-hush"));
                KafkaPublisher lost = new KafkaPublisher("no-such-host.invalid:9092")) {
            Map<String, Finding> findings = check(nowhere, lost, nobody(), file.resolve("inbox"));

            assertThat(findings.get("database").exitCode()).isEqualTo(5);
            assertThat(findings.get("database").detail())
                    .contains("localhost:1/none")
                    .doesNotContain("hidden");
            assertThat(findings).doesNotContainKey("table of machine-registrations");
            assertThat(findings.get("Kafka").exitCode()).isEqualTo(5);
            assertThat(findings.get("inbox").detail()).contains("file is no folder", "DITIO_INBOX");
        }
    }

    @Test
    void tellsOfATopicThatIsNotCompacted() throws Exception {
        program.streams().sync("time-registrations");
        policy("delete");
        try {
            Ran check = program.run("check");

            assertThat(check.exitCode()).isEqualTo(5);
            assertThat(check.out())
                    .containsPattern("topic ditio.time-registrations +wrong +It has cleanup.policy=delete");
        } finally {
            policy("compact");
        }
    }

    @Test
    void tellsAClosedPortFromAnUnknownHost() {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("ditio.identity-base", "http://127.0.0.1:1");
        try (TestProgram closed = TestProgram.start(settings)) {
            assertThat(closed.run("check").out())
                    .containsPattern("token for reportingapiv1 +wrong +.*connection refused");
        }
        settings.put("ditio.identity-base", "https://no-such-host.invalid");
        try (TestProgram unknown = TestProgram.start(settings)) {
            assertThat(unknown.run("check").out()).containsPattern("token for reportingapiv1 +wrong +.*unknown host");
        }
    }

    @Test
    void goesOnPastAWrongAddressAndSaysWhatToCheck() {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("ditio.reporting-base", "core-api.ditio.dev");
        try (TestProgram wrong = TestProgram.start(settings)) {
            assertThat(wrong.run("check").out())
                    .containsPattern("addresses +wrong +DITIO_REPORTING_BASE is 'core-api.ditio.dev'")
                    .containsPattern("token for reportingapiv1 +ok")
                    .containsPattern("table of machine-registrations +ok");
        }
        settings.put("ditio.reporting-base", sandbox.addresses().reporting() + "/elsewhere");
        try (TestProgram wrong = TestProgram.start(settings)) {
            Ran check = wrong.run("check");
            assertThat(check.exitCode()).isEqualTo(4);
            assertThat(check.out())
                    .containsPattern(
                            "endpoint of machine-registrations +wrong +.*404.*Check the path.*DITIO_REPORTING_BASE");
        }
    }

    @Test
    void asksForTheLatestTimestampOfTheProjectOfTheSettings() {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("ditio.company-id", Fixture.COMPANY_ID);
        settings.put("ditio.project-id", Fixture.PROJECT_ID);
        sandbox.states().enable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);
        try (TestProgram asking = TestProgram.start(settings)) {
            assertThat(asking.run("check").out())
                    .containsPattern("machine states +ok +the latest timestamp of the project is none");
        }
        assertThat(sandbox.requests().all()).anyMatch(request -> request.path().contains("/latest-timestamp/"));
    }

    @Test
    void findsATableThatCannotBeWrittenTo() {
        program.execute("alter table machine_registrations drop constraint machine_registrations_pkey");
        try {
            Ran check = program.run("check");

            assertThat(check.exitCode()).isEqualTo(5);
            assertThat(check.out())
                    .containsPattern("table of machine-registrations +wrong +.*ADD PRIMARY KEY")
                    .containsPattern("table of time-registrations +ok");
        } finally {
            program.execute("alter table machine_registrations add primary key (id)");
        }
    }

    private static Map<String, Finding> check(
            Database database, KafkaPublisher publisher, Credentials credentials, Path folder) {
        Inbox inbox = new Inbox(folder.toString(), 0, 0, 0, 0, new RecordsInMemory(), Meters.none());
        HttpTransport transport = new HttpTransport("", false);
        IdentityServer identity =
                new IdentityServer(sandbox.addresses().identity(), credentials, new ServerClock(), transport);
        TokenCache tokens = new TokenCache(credentials, identity, Meters.none());
        StatesApi states =
                new StatesApi(sandbox.addresses().massTransport(), new StatusPolicy(tokens, Meters.none()), transport);
        List<Finding> findings = new Check(
                        program.streams(),
                        database,
                        publisher,
                        credentials,
                        () -> "",
                        tokens,
                        states,
                        inbox,
                        new ApiCheck(
                                new DitioCalls(program.camel()),
                                program.bean(CoreApi.class),
                                program.bean(Catalogue.class),
                                states,
                                "",
                                ""))
                .run(false);
        Map<String, Finding> byThing = new HashMap<>();
        findings.forEach(finding -> byThing.put(finding.thing(), finding));
        return byThing;
    }

    private static Credentials nobody() {
        return new Credentials("", secret(""), secret(""));
    }

    private static SecretSetting secret(String value) {
        return new SecretSetting("SECRET", value, "");
    }

    private static void policy(String policy) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", KafkaBroker.shared().brokers()))) {
            AlterConfigOp set = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "ditio.time-registrations");
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }
}
