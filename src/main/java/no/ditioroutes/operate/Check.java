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
import no.ditioroutes.Failure;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.Fields;
import no.ditioroutes.ditio.NetworkFault;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.Tokens;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.kafka.Publisher;
import no.ditioroutes.store.Store;
import no.ditioroutes.store.Table;
import no.ditioroutes.store.Target;
import no.ditioroutes.store.Unit;
import no.ditioroutes.stream.StreamSettings;
import no.ditioroutes.stream.TargetComparison;
import no.ditioroutes.telematics.StatesApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks everything the program needs, one thing after the other; one that is wrong does not hide another. */
public final class Check {

    private static final Logger LOG = LoggerFactory.getLogger(Check.class);
    private static final Duration LITTLE = Duration.ofMinutes(1);

    private final StreamRoutes streams;
    private final Store store;
    private final Publisher publisher;
    private final Credentials credentials;
    private final Callable<String> addresses;
    private final Tokens tokens;
    private final StatesApi states;
    private final Inbox inbox;
    private final ApiCheck apis;

    public Check(
            StreamRoutes streams,
            Store store,
            Publisher publisher,
            Credentials credentials,
            Callable<String> addresses,
            Tokens tokens,
            StatesApi states,
            Inbox inbox,
            ApiCheck apis) {
        this.streams = streams;
        this.store = store;
        this.publisher = publisher;
        this.credentials = credentials;
        this.addresses = addresses;
        this.tokens = tokens;
        this.states = states;
        this.inbox = inbox;
        this.apis = apis;
    }

    /** Without Ditio where {@code offline}. */
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
        List<String> refused = streams.refusedFiles();
        return refused.isEmpty()
                ? List.of(Finding.ok("routes", "all files are loaded"))
                : refused.stream()
                        .map(reason -> Finding.wrong("routes", new Failure(Failure.Kind.SETTINGS, reason)))
                        .toList();
    }

    private String credentials() {
        credentials.check();
        return "set";
    }

    private String stream(String stream) {
        streams.settings(stream);
        return streams.file(stream);
    }

    private List<Finding> ditio() {
        List<Finding> findings = new ArrayList<>();
        Map<String, Boolean> given = new LinkedHashMap<>();
        Stream.concat(streams.names().stream().map(streams::scope), apis.scopes())
                .distinct()
                .forEach(scope -> {
                    Finding token = look("token for " + scope, () -> token(scope));
                    given.put(scope, !token.isWrong());
                    findings.add(token);
                });
        // Without a token its endpoints would report the same once more.
        streams.names().stream()
                .filter(stream -> given.get(streams.scope(stream)))
                .forEach(stream -> findings.add(look("endpoint of " + stream, () -> endpoint(stream))));
        if (given.getOrDefault(CoreApi.SCOPE, false)) {
            findings.add(look("catalogue", apis::catalogue));
        }
        return findings;
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
        StreamSettings settings = streams.settings(stream);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ModifiedSince", Instant.now().minus(LITTLE).toString());
        parameters.putAll(settings.filters());
        parameters.put("ChunkLimit", "1");
        streams.probe(
                stream,
                new PageRequest(
                        stream,
                        settings.base(),
                        settings.path(),
                        settings.scope(),
                        parameters,
                        "",
                        1,
                        new Fields(List.of())));
        return settings.base() + settings.path() + " answers";
    }

    private List<Finding> database() {
        List<Finding> findings = new ArrayList<>();
        findings.add(look("database", store::description));
        if (!findings.get(0).isWrong()) {
            streams.names().forEach(stream -> findings.add(look("table of " + stream, () -> table(stream))));
        }
        return findings;
    }

    private String table(String stream) {
        Table table = store.table(streams.table(stream));
        try (Unit rolledBack = store.begin()) {
            rolledBack.testWriting(stream, table);
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
            TargetComparison comparison = streams.comparison(stream, store, publisher);
            return streams.targets(stream).stream()
                    .map(target -> look(target.toString(), () -> target(comparison, target)))
                    .toList();
        } catch (Failure e) {
            return List.of(Finding.wrong("targets of " + stream, e));
        }
    }

    private String target(TargetComparison comparison, Target target) {
        String found = target.isTopic() ? topic(target.name()) : "there";
        comparison.lack(target).ifPresent(lack -> {
            throw new Failure(Failure.Kind.SINK, lack);
        });
        return found;
    }

    private String topic(String topic) {
        Optional<String> policy = publisher.cleanupPolicy(topic);
        if (policy.isPresent() && !policy.get().equals("compact")) {
            throw new Failure(
                    Failure.Kind.SINK,
                    "It has cleanup.policy=" + policy.get() + ", expected compact: Kafka drops what Ditio still has."
                            + " Correct it: kafka-configs --alter --entity-type topics --entity-name " + topic
                            + " --add-config cleanup.policy=compact");
        }
        return policy.isPresent() ? "compacted" : "to be made by the next run";
    }

    private static Finding look(String thing, Callable<String> look) {
        try {
            return Finding.ok(thing, look.call());
        } catch (Failure e) {
            return Finding.wrong(thing, e);
        } catch (IOException e) {
            return Finding.wrong(thing, new Failure(Failure.Kind.DITIO, NetworkFault.words(e), e));
        } catch (Exception e) {
            LOG.error("Internal error while checking {}", thing, e);
            return Finding.wrong(thing, new Failure(Failure.Kind.SETTINGS, "Internal error: " + e, e));
        }
    }
}
