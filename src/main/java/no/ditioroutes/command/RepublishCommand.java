package no.ditioroutes.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.TargetFiller;
import no.ditioroutes.stream.tables.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code republish}: publishes the rows of a stream's table again. */
@Command(
        name = "republish",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes all rows of a stream's table again, through the stream's route, and a deletion for each id that was"
                    + " deleted: to all topics that the route names, or to one.",
            "Interrupted, it goes on where it stopped at the next start, or in the stream's next run."
        })
final class RepublishCommand extends ProgramCommand {

    /** The outcome of publishing the rows to a topic. */
    record Published(
            String stream,
            String topic,
            String outcome,
            long records,
            long published,
            long deleted,
            long unchanged,
            long rejected,
            long skipped,
            double seconds,
            String message,
            @JsonIgnore int exitCode) {

        static Published of(String topic, RunReport run) {
            boolean part = run.rejected() > 0;
            return new Published(
                    run.stream(),
                    topic,
                    run.complete() ? (part ? "part" : "done") : "stopped",
                    run.records(),
                    run.upserted(),
                    run.deleted(),
                    run.unchanged(),
                    run.rejected(),
                    run.skipped(),
                    run.took().toMillis() / 1000.0,
                    part ? "see: rejects list " + run.stream() : "",
                    part || !run.complete() ? Commands.PARTLY_DONE : 0);
        }

        static Published of(String stream, String topic, UserFacingException failure) {
            return new Published(
                    stream,
                    topic,
                    "failed",
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    failure.getMessage(),
                    failure.kind().exitCode());
        }
    }

    private static final Map<String, Function<Published, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("STREAM", Published::stream);
        TABLE.put("TOPIC", Published::topic);
        TABLE.put("OUTCOME", Published::outcome);
        TABLE.put("RECORDS", Published::records);
        TABLE.put("PUBLISHED", Published::published);
        TABLE.put("DELETED", Published::deleted);
        TABLE.put("UNCHANGED", Published::unchanged);
        TABLE.put("REJECTED", Published::rejected);
        TABLE.put("SKIPPED", Published::skipped);
        TABLE.put("SECONDS", one -> String.format(Locale.ROOT, "%.1f", one.seconds));
        TABLE.put("", Published::message);
    }

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "One of the topics that the stream's route names. Default: all of them.")
    private String topic;

    @Mixin
    private Output output;

    @Override
    int run(Program program) {
        if (!program.bean(KafkaPublisher.class).isOn()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, "KAFKA_BROKERS is not set: there is no topic to publish to");
        }
        StreamRoutes streams = program.streamRoutes();
        List<Target> topics = topics(program.streams().get(stream));
        TargetFiller filler = streams.filler(stream);
        List<Published> all =
                topics.stream().map(target -> published(filler, target)).toList();
        output.print(TABLE, all);
        return all.stream().mapToInt(Published::exitCode).reduce(0, Outcome::graver);
    }

    private List<Target> topics(StreamDefinition definition) {
        List<Target> named =
                definition.targets().stream().filter(Target::isTopic).toList();
        List<Target> wanted = named.stream()
                .filter(target -> topic == null || target.name().equals(topic))
                .toList();
        if (wanted.isEmpty()) {
            String names = named.stream().map(Target::name).collect(Collectors.joining(", "));
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The route of " + stream + (topic == null ? " names no topic" : " does not name the topic " + topic)
                            + ", expected "
                            + (names.isEmpty() ? "a step ditio-kafka:upsert in " + definition.file() : names));
        }
        return wanted;
    }

    private Published published(TargetFiller filler, Target target) {
        try {
            return Published.of(target.name(), filler.republish(target));
        } catch (UserFacingException e) {
            return Published.of(stream, target.name(), e);
        }
    }
}
