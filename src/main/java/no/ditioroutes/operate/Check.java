package no.ditioroutes.operate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Transaction;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.NetworkErrors;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.RecordFields;
import no.ditioroutes.ditio.TokenCache;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.TargetComparison;
import no.ditioroutes.stream.tables.StreamRows;
import no.ditioroutes.stream.tables.Table;
import no.ditioroutes.stream.tables.Tables;
import no.ditioroutes.stream.tables.Target;
import no.ditioroutes.telematics.StatesApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks every prerequisite of the program, one after the other; a failed check does not hide another. */
public final class Check {

    private static final Logger LOG = LoggerFactory.getLogger(Check.class);
    private static final Duration LITTLE = Duration.ofMinutes(1);

    private final StreamRoutes routes;
    private final StreamRegistry streams;
    private final Database database;
    private final KafkaPublisher publisher;
    private final Credentials credentials;
    private final Callable<String> addresses;
    private final TokenCache tokens;
    private final StatesApi states;
    private final Inbox inbox;
    private final ApiCheck apis;

    public Check(
            StreamRoutes routes,
            Database database,
            KafkaPublisher publisher,
            Credentials credentials,
            Callable<String> addresses,
            TokenCache tokens,
            StatesApi states,
            Inbox inbox,
            ApiCheck apis) {
        this.routes = routes;
        this.streams = routes.registry();
        this.database = database;
        this.publisher = publisher;
        this.credentials = credentials;
        this.addresses = addresses;
        this.tokens = tokens;
        this.states = states;
        this.inbox = inbox;
        this.apis = apis;
    }

    /** Runs all checks, without those of Ditio if {@code offline}. */
    public List<Finding> run(boolean offline) {
        List<Finding> findings = new ArrayList<>(routes());
        findings.add(look("credentials", this::credentials));
        findings.add(look("addresses", addresses));
        streams.names().forEach(stream -> findings.add(look("stream " + stream, () -> stream(stream))));
        if (!offline) {
            findings.addAll(ditio());
        }
        findings.add(machineStates(offline));
        findings.addAll(database());
        findings.addAll(kafka());
        findings.add(look("inbox", inbox::check));
        return findings;
    }

    private List<Finding> routes() {
        List<String> refused =
                streams.rejected().stream().map(Throwable::getMessage).toList();
        return refused.isEmpty()
                ? List.of(Finding.ok("routes", "all files are loaded"))
                : refused.stream()
                        .map(reason -> Finding.wrong(
                                "routes", new UserFacingException(UserFacingException.Kind.SETTINGS, reason)))
                        .toList();
    }

    private String credentials() {
        credentials.check();
        return "set";
    }

    private String stream(String stream) {
        return streams.get(stream).file();
    }

    private List<Finding> ditio() {
        List<Finding> findings = new ArrayList<>();
        Map<String, Boolean> given = new LinkedHashMap<>();
        Stream.concat(streams.names().stream().map(this::scope), apis.scopes())
                .distinct()
                .forEach(scope -> {
                    Finding token = look("token for " + scope, () -> token(scope));
                    given.put(scope, !token.isWrong());
                    findings.add(token);
                });
        // Without a token its endpoints would report the same error again.
        streams.names().stream()
                .filter(stream -> given.get(scope(stream)))
                .forEach(stream -> findings.add(look("endpoint of " + stream, () -> endpoint(stream))));
        if (given.getOrDefault(CoreApi.SCOPE, false)) {
            findings.add(look("catalogue", apis::catalogue));
        }
        return findings;
    }

    private String scope(String stream) {
        return streams.options(stream).scope();
    }

    private Finding machineStates(boolean offline) {
        if (!states.isOn()) {
            return Finding.off("machine states", "DITIO_MASSTRANSPORT_BASE is not set: none are sent");
        }
        return look("machine states", () -> offline ? "on" : apis.machineStates());
    }

    private String token(String scope) throws IOException {
        tokens.bearer(scope);
        return "given";
    }

    private String endpoint(String stream) {
        StreamDefinition definition = streams.get(stream);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ModifiedSince", Instant.now().minus(LITTLE).toString());
        parameters.putAll(definition.filters());
        parameters.put("ChunkLimit", "1");
        routes.probe(
                stream,
                new PageRequest(
                        stream,
                        definition.base(),
                        definition.path(),
                        definition.scope(),
                        parameters,
                        "",
                        1,
                        new RecordFields(List.of())));
        return definition.base() + definition.path() + " answers";
    }

    private List<Finding> database() {
        List<Finding> findings = new ArrayList<>();
        findings.add(look("database", database::description));
        if (!findings.get(0).isWrong()) {
            streams.names().forEach(stream -> findings.add(look("table of " + stream, () -> table(stream))));
        }
        return findings;
    }

    private String table(String stream) {
        Table table = new Tables(database).table(streams.options(stream).table());
        try (Transaction rolledBack = database.begin()) {
            new StreamRows(database).testWriting(rolledBack, stream, table);
        }
        return table.name() + ", " + table.fields().size() + " columns, takes records";
    }

    private List<Finding> kafka() {
        if (!publisher.isOn()) {
            return List.of(Finding.off("Kafka", "KAFKA_BROKERS is not set: SQL alone"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(look("Kafka", publisher::cluster));
        if (!findings.get(0).isWrong()) {
            streams.names().forEach(stream -> findings.addAll(targets(stream)));
        }
        return findings;
    }

    private List<Finding> targets(String stream) {
        try {
            TargetComparison comparison = new TargetComparison(streams.get(stream), database, publisher);
            return streams.get(stream).targets().stream()
                    .map(target -> look(target.toString(), () -> target(comparison, target)))
                    .toList();
        } catch (UserFacingException e) {
            return List.of(Finding.wrong("targets of " + stream, e));
        }
    }

    private String target(TargetComparison comparison, Target target) {
        String found = target.isTopic() ? topic(target.name()) : "there";
        comparison.lack(target).ifPresent(lack -> {
            throw new UserFacingException(UserFacingException.Kind.SINK, lack);
        });
        return found;
    }

    private String topic(String topic) {
        Optional<String> policy = publisher.cleanupPolicy(topic);
        if (policy.isPresent() && !policy.get().equals("compact")) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "It has cleanup.policy=" + policy.get() + ", expected compact: Kafka drops what Ditio still has."
                            + " Correct it: kafka-configs --alter --entity-type topics --entity-name " + topic
                            + " --add-config cleanup.policy=compact");
        }
        return policy.isPresent() ? "compacted" : "to be made by the next run";
    }

    private static Finding look(String thing, Callable<String> look) {
        try {
            return Finding.ok(thing, look.call());
        } catch (UserFacingException e) {
            return Finding.wrong(thing, e);
        } catch (IOException e) {
            return Finding.wrong(
                    thing, new UserFacingException(UserFacingException.Kind.DITIO, NetworkErrors.words(e), e));
        } catch (Exception e) {
            LOG.error("Internal error while checking {}", thing, e);
            return Finding.wrong(
                    thing, new UserFacingException(UserFacingException.Kind.SETTINGS, "Internal error: " + e, e));
        }
    }
}
