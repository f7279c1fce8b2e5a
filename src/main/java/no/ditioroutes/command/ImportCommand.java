package no.ditioroutes.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.Failure;
import no.ditioroutes.camel.StateFiles;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.store.ImportSummary;
import no.ditioroutes.telematics.ImportOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: sends files of machine states without the inbox. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Sends CSV files of machine states to Ditio: the rows that the ledger does not know yet.",
            "The files stay where they are; refused rows are listed in the inbox's folder rejected/."
        })
final class ImportCommand extends ProgramCommand {

    /** How a file came out. */
    record Outcome(
            String file,
            String outcome,
            long rows,
            long sent,
            long known,
            long rejected,
            long requests,
            double seconds,
            String message,
            @JsonIgnore int exitCode)
            implements PartOutcome {

        static Outcome of(ImportSummary summary, boolean dryRun) {
            boolean part = summary.rejected() > 0;
            String word = part ? "part" : "done";
            return new Outcome(
                    summary.name(),
                    dryRun ? "dry run" : word,
                    summary.rows(),
                    summary.sent(),
                    summary.known(),
                    summary.rejected(),
                    summary.requests(),
                    Output.seconds(summary.seconds()),
                    part && !dryRun ? "refused rows are in the inbox's folder rejected/" : "",
                    part ? Commands.PARTLY_DONE : 0);
        }

        static Outcome refused(Path file, BadFile reason) {
            return new Outcome(file.toString(), "refused", 0, 0, 0, 0, 0, 0, reason.getMessage(), Commands.PARTLY_DONE);
        }

        static Outcome failed(Path file, Failure failure) {
            return new Outcome(
                    file.toString(),
                    "failed",
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

    private static final Map<String, Function<Outcome, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("FILE", Outcome::file);
        TABLE.put("OUTCOME", Outcome::outcome);
        TABLE.put("ROWS", Outcome::rows);
        TABLE.put("SENT", Outcome::sent);
        TABLE.put("KNOWN", Outcome::known);
        TABLE.put("REJECTED", Outcome::rejected);
        TABLE.put("REQUESTS", Outcome::requests);
        TABLE.put("SECONDS", outcome -> String.format(Locale.ROOT, "%.1f", outcome.seconds));
        TABLE.put("MESSAGE", Outcome::message);
    }

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files.")
    private List<Path> files;

    @Option(
            names = "--dry-run",
            description = "Show what would be sent, and send nothing. SENT then counts what would be.")
    private boolean dryRun;

    @Option(names = "--force", description = "Also send rows that are held, or were taken as being in Ditio already.")
    private boolean force;

    @Mixin
    private Output output;

    @Override
    int run(Program program) {
        StateFiles stateFiles = new StateFiles(program.camel());
        List<Outcome> outcomes =
                files.stream().map(file -> send(stateFiles, file)).toList();
        return output.report(TABLE, outcomes);
    }

    private Outcome send(StateFiles stateFiles, Path file) {
        try {
            ImportOptions options = new ImportOptions(dryRun, force);
            return Outcome.of(stateFiles.send(CsvFile.open(real(file)), options), dryRun);
        } catch (BadFile e) {
            return Outcome.refused(file, e);
        } catch (Failure e) {
            return Outcome.failed(file, e);
        }
    }

    /** A link that somebody names is meant. */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new Failure(Failure.Kind.SETTINGS, "There is no file " + file + " that can be read", e);
        }
    }
}
