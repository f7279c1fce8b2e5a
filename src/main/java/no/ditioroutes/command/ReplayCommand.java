package no.ditioroutes.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.operate.Replay;
import no.ditioroutes.operate.Replay.Replayed;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.tables.Rejects;
import no.ditioroutes.stream.tables.StoredReject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs {@code rejects replay}: retries rejected records. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Sends what was set aside through its stream's route again. What passes is forgotten here; what is"
                        + " refused again stays, and the exit code is 6.")
final class ReplayCommand extends ProgramCommand {

    /** The outcome of the replay of a stream's rejects. */
    record Outcome(
            String stream,
            String outcome,
            long records,
            long passed,
            long rejected,
            String message,
            @JsonIgnore int exitCode)
            implements PartOutcome {

        static Outcome of(Replayed replayed) {
            boolean stayed = replayed.stayed() > 0;
            return new Outcome(
                    replayed.stream(),
                    replayed.complete() ? (stayed ? "part" : "done") : "stopped",
                    replayed.sent(),
                    replayed.passed(),
                    replayed.stayed(),
                    stayed ? "see: rejects list " + replayed.stream() : "",
                    stayed ? Commands.PARTLY_DONE : 0);
        }

        static Outcome of(String stream, UserFacingException failure) {
            return new Outcome(
                    stream,
                    "failed",
                    0,
                    0,
                    0,
                    failure.getMessage(),
                    failure.kind().exitCode());
        }
    }

    private static final Map<String, Function<Outcome, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("STREAM", Outcome::stream);
        TABLE.put("OUTCOME", Outcome::outcome);
        TABLE.put("RECORDS", Outcome::records);
        TABLE.put("PASSED", Outcome::passed);
        TABLE.put("REJECTED", Outcome::rejected);
        TABLE.put("MESSAGE", Outcome::message);
    }

    @Parameters(
            paramLabel = "STREAM|ID",
            description =
                    "The stream whose rejects to send, or the numbers of those to send. Default: all of all streams.")
    private List<String> wanted = new ArrayList<>();

    @Mixin
    private Output output;

    @Override
    int run(Program program) {
        Replay replay = new Replay(program.streamRoutes(), database(program));
        List<Outcome> outcomes = ids().isEmpty()
                ? program.streams().named(streams()).stream()
                        .map(stream -> outcome(stream, () -> replay.all(stream)))
                        .toList()
                : byStream(program.streams(), new Rejects(database(program))).entrySet().stream()
                        .map(each -> outcome(each.getKey(), () -> replay.some(each.getKey(), each.getValue())))
                        .toList();
        return output.report(TABLE, outcomes);
    }

    private static Outcome outcome(String stream, Supplier<Replayed> work) {
        try {
            return Outcome.of(work.get());
        } catch (UserFacingException e) {
            return Outcome.of(stream, e);
        }
    }

    private Map<String, List<StoredReject>> byStream(StreamRegistry known, Rejects rejects) {
        List<String> named = known.named(streams());
        List<StoredReject> found = rejects.of(ids()).stream()
                .filter(reject -> named.contains(reject.reject().stream()))
                .toList();
        List<Long> there = found.stream().map(StoredReject::id).toList();
        ids().stream().filter(id -> !there.contains(id)).findFirst().ifPresent(id -> {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "There is no reject " + id + " of " + String.join(", ", named) + "; see: rejects list");
        });
        return found.stream()
                .collect(Collectors.groupingBy(reject -> reject.reject().stream(), TreeMap::new, Collectors.toList()));
    }

    private List<Long> ids() {
        return wanted.stream().filter(ReplayCommand::isId).map(Long::valueOf).toList();
    }

    private List<String> streams() {
        return wanted.stream().filter(word -> !isId(word)).toList();
    }

    private static boolean isId(String word) {
        return word.matches("\\d{1,18}");
    }
}
