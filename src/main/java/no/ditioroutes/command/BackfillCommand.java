package no.ditioroutes.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.operate.Backfill;
import no.ditioroutes.operate.Backfill.SliceResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code backfill}: re-reads a window of a stream. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a window of a stream again, slice by slice, beside the stream's own cursor.",
            "Interrupted and started again with the same words it goes on where it stopped; once it is done, the same"
                    + " words read everything anew."
        })
final class BackfillCommand extends ProgramCommand {

    @Parameters(paramLabel = "STREAM", description = "The stream.")
    private String stream;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "D",
            converter = TimeOption.class,
            description = "The start of the window: a date or a time in ISO 8601, in UTC where it does not say.")
    private Instant from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "D",
            converter = TimeOption.class,
            description = "Its end. A date means its first moment: for all of January, --to 2026-02-01.")
    private Instant to;

    @Option(
            names = "--slice",
            defaultValue = "P1M",
            paramLabel = "PERIOD",
            description = "The length of a slice: P1M, P7D, P1D, PT6H. Default: P1M.")
    private String slice;

    @Option(
            names = "--parallel",
            defaultValue = "1",
            paramLabel = "N",
            description = "How many slices to read at a time, up to 4. Default: 1.")
    private int parallel;

    @Option(
            names = "--reconcile",
            description =
                    "Make table and topics equal to what Ditio has now: replace rows that differ, also where Ditio's version"
                            + " is older, restore what had been deleted and is there again, and remove rows of the window"
                            + " that Ditio no longer has. The tombstone that Kafka gets for each of these is made here, not"
                            + " by Ditio: {\"id\":…,\"isDeleted\":true,\"deletedDateTime\":…}, then null.")
    private boolean reconcile;

    @Option(
            names = "--dry-run",
            description =
                    "Only show what --reconcile would change: how many rows, and which. Exit code 6 if there are any.")
    private boolean dryRun;

    @Option(
            names = "--force",
            description = "Remove them even where they are more than 100 and more than 20 %% of the window's rows.")
    private boolean force;

    @Mixin
    private Output output;

    @Override
    int run(Program program) throws InterruptedException {
        Backfill.Result result = new Backfill(program.streamRoutes(), database(program))
                .run(new Backfill.Request(stream, from, to, slice, parallel, reconcile, force, dryRun));
        List<Outcome> outcomes = outcomes(result);
        Optional<Compared> compared = result.differences().map(found -> Compared.of(stream, found));
        if (compared.isEmpty()) {
            return output.report(Outcome.TABLE, outcomes);
        }
        if (output.isJson()) {
            List<Object> all = new ArrayList<>(outcomes);
            all.add(compared.get());
            output.print(Map.of(), all);
        } else {
            output.print(Outcome.TABLE, outcomes);
            compared.get().lines().forEach(output::note);
        }
        int exitCode = outcomes.stream().mapToInt(Outcome::exitCode).reduce(0, Outcome::graver);
        return Outcome.graver(exitCode, compared.get().exitCode());
    }

    private List<Outcome> outcomes(Backfill.Result result) {
        List<Outcome> outcomes = new ArrayList<>();
        result.slices().forEach(each -> outcomes.add(outcome(each)));
        result.removal().ifPresent(removal -> outcomes.add(Outcome.of(stream, removal)));
        return outcomes;
    }

    private static Outcome outcome(SliceResult slice) {
        return slice.failure()
                .map(failure -> Outcome.of(slice.name(), failure))
                .or(() -> slice.report().map(report -> Outcome.of(slice.name(), report)))
                .orElseGet(() -> Outcome.doneBefore(slice.name()));
    }
}
