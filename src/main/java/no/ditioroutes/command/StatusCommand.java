package no.ditioroutes.command;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.camel.Streams;
import no.ditioroutes.kafka.Publisher;
import no.ditioroutes.operate.Lacks;
import no.ditioroutes.operate.Status;
import no.ditioroutes.operate.StreamStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: where every stream stands. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Where every stream stands: its position, what it stored, what was set aside. LAG is how far back its next run"
                        + " reaches: the overlap, and the time since anything changed. Asks the database, and Kafka for"
                        + " what its topics lack.")
final class StatusCommand extends ProgramCommand {

    private static final Map<String, Function<StreamStatus, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("STREAM", StreamStatus::stream);
        TABLE.put("MODE", StreamStatus::mode);
        TABLE.put("POSITION", StreamStatus::position);
        TABLE.put("LAG", StatusCommand::lag);
        TABLE.put("LAST CHANGE", StreamStatus::lastChange);
        TABLE.put("UPSERTED", StreamStatus::upserted);
        TABLE.put("DELETED", StreamStatus::deleted);
        TABLE.put("REJECTS", StreamStatus::rejects);
    }

    @Mixin
    private Output output;

    @Override
    int run(Program program) {
        Streams known = program.streams();
        Lacks lacks = new Lacks(store(program), program.bean(Publisher.class));
        List<StreamStatus> streams =
                new Status(store(program), stream -> lacks.remarks(known, stream)).of(known.names(), Instant.now());
        output.print(TABLE, streams);
        streams.forEach(stream -> stream.lacks().forEach(lack -> output.note(stream.stream() + ": " + lack)));
        return 0;
    }

    /** Such as {@code 1h10m5s}. */
    private static String lag(StreamStatus stream) {
        return stream.lagSeconds() == null
                ? ""
                : Duration.ofSeconds(stream.lagSeconds())
                        .toString()
                        .replace("PT", "")
                        .toLowerCase(Locale.ROOT);
    }
}
