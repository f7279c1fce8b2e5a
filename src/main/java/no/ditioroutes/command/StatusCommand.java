package no.ditioroutes.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.operate.Lacks;
import no.ditioroutes.operate.Status;
import no.ditioroutes.operate.StreamStatus;
import no.ditioroutes.routes.StreamRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs {@code status}: shows the status of every stream. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "The position of every stream, what it stored, what was rejected. LAG is how far the stored data is behind"
                        + " now. A run without news moves no cursor, so of a quiet stream it is the most it can be: the page"
                        + " and ditio_stream_lag_seconds of the running service count its quiet runs too. Asks the database,"
                        + " and Kafka for what its topics lack.")
final class StatusCommand extends ProgramCommand {

    private static final Map<String, Function<StreamStatus, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("STREAM", StreamStatus::stream);
        TABLE.put("MODE", StreamStatus::mode);
        TABLE.put("POSITION", StreamStatus::position);
        TABLE.put("LAG", StreamStatus::lag);
        TABLE.put("LAST CHANGE", StreamStatus::lastChange);
        TABLE.put("UPSERTED", StreamStatus::upserted);
        TABLE.put("DELETED", StreamStatus::deleted);
        TABLE.put("REJECTED", StreamStatus::rejected);
    }

    @Mixin
    private Output output;

    @Override
    int run(Program program) {
        StreamRegistry known = program.streams();
        Lacks lacks = new Lacks(database(program), program.bean(KafkaPublisher.class));
        List<StreamStatus> streams = new Status(database(program), known::upTo, stream -> lacks.remarks(known, stream))
                .of(known.names(), Instant.now());
        output.print(TABLE, streams);
        streams.forEach(stream -> stream.lacks().forEach(lack -> output.note(stream.stream() + ": " + lack)));
        return 0;
    }
}
