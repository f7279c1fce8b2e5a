package no.ditioroutes.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.ApiClient;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.sandbox.StreamRecords;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.StoredReject;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulated Ditio, the shipped program on it, its database and its topics, with short words for what tests do with them.
 * Started once for a class; before each test all of it is emptied.
 */
final class Rig implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final String HOURS = "time-registrations";
    static final String MACHINES = "machine-registrations";

    private static final String SCOPE = "reportingapiv1";

    private final Map<String, Object> own = new HashMap<>();
    private final SqlQueries sql = new SqlQueries(this);
    private boolean postgres;
    private String brokers = "";
    private Sandbox sandbox;
    private Map<String, Object> settings;
    private TestProgram program;
    private TopicReader topics;

    private Rig() {}

    /** On H2, without Kafka. */
    static Rig onH2() {
        return new Rig();
    }

    /** On PostgreSQL, without Kafka. */
    static Rig onPostgres() {
        Rig rig = new Rig();
        rig.postgres = true;
        return rig;
    }

    /** On PostgreSQL, with the Kafka that all tests share. */
    static Rig withEverything() {
        return onPostgres().brokers(KafkaBroker.shared().brokers());
    }

    /** With this setting, before those of {@code config/application.yaml}. */
    Rig with(String name, Object value) {
        own.put(name, value.toString());
        return this;
    }

    /** With the brokers at this address. */
    Rig brokers(String address) {
        brokers = address;
        return with("kafka.brokers", address);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.faults().clear();
        sandbox.quirks().clear();
        sandbox.clock().reset();
        sandbox.clients().register(ApiClient.of(setting("ditio.client-id"), setting("ditio.client-secret")));
        sandbox.clients().stateTrueExpiry();
        sandbox.clients().tokenLifetime(SandboxOptions.defaults().tokenLifetime());
        List.of(HOURS, MACHINES, "absence-registrations")
                .forEach(name -> sandbox.stream(name).clear());
        sql.empty();
        topics = new TopicReader(brokers);
        // One of the test before would hide a call.
        program.forgetToken(SCOPE);
        sandbox.requests().clear();
        sandbox.clients().resetTokenCalls();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** The sandbox and the program, for tests that start them by themselves. */
    Rig start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
        settings = settings();
        program = TestProgram.start(settings);
        topics = new TopicReader(brokers);
        return this;
    }

    void close() {
        program.close();
        sandbox.close();
    }

    /** Ends the program and starts it anew on the same database. */
    void restart() {
        program.close();
        program = TestProgram.start(settings);
    }

    /** The same with other settings. */
    void restart(Map<String, Object> others) {
        settings.putAll(others);
        restart();
    }

    /** A second program with the same settings. */
    TestProgram another() {
        return TestProgram.start(settings);
    }

    /** The settings that the program was started with, for another process. */
    Map<String, Object> allSettings() {
        return Map.copyOf(settings);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    TestProgram program() {
        return program;
    }

    SqlQueries sql() {
        return sql;
    }

    StreamRecords hours() {
        return sandbox.stream(HOURS);
    }

    StreamRecords machines() {
        return sandbox.stream(MACHINES);
    }

    /** Brings a stream up to date, and checks that its report leaves no record out. */
    RunReport sync(String stream) {
        return balanced(program.streams().sync(stream));
    }

    /** The failure a run ends with. */
    UserFacingException failureOf(String stream) {
        return catchThrowableOfType(
                UserFacingException.class, () -> program.streams().sync(stream));
    }

    /** The calls for pages of a stream so far, oldest first. */
    List<RecordedRequest> pages(String stream) {
        return sandbox.requests().matching("/reporting/v1/" + stream);
    }

    Optional<Cursor> cursor(String stream) {
        return program.cursors().find(stream);
    }

    List<StoredReject> rejects(String stream) {
        return program.rejects().last(stream, 100);
    }

    /** What came to a topic since the test began. */
    PublishedTopic topic(String name) {
        return topics.read(name);
    }

    /** What came to the topic of a stream since the test began. */
    PublishedTopic topicOf(String stream) {
        return topic("ditio." + stream);
    }

    boolean hasKafka() {
        return !brokers.isEmpty();
    }

    /** Fails unless tables and topics hold just what Ditio holds, but for the ids given. */
    void assertMirrored(String stream, String... setAside) {
        new Truth(this, stream).isMirrored(setAside);
    }

    /** The same where rows were published again, whose keys may be in another order. */
    void assertMirroredAsJson(String stream) {
        new Truth(this, stream).isMirroredAsJson();
    }

    static RunReport balanced(RunReport run) {
        assertThat(List.of(run.upserted(), run.deleted(), run.unchanged(), run.rejected(), run.skipped()))
                .as("%s", run)
                .allMatch(count -> count >= 0);
        assertThat(run.upserted() + run.deleted() + run.unchanged() + run.rejected() + run.skipped())
                .as("%s", run)
                .isEqualTo(run.records());
        return run;
    }

    private Map<String, Object> settings() {
        Map<String, Object> all = postgres ? TestProgram.onPostgres(sandbox) : TestProgram.onH2(sandbox);
        all.putAll(own);
        return all;
    }

    private String setting(String name) {
        return settings.get(name).toString();
    }
}
