package no.ditioroutes.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.StateFiles;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.csv.LogText;
import no.ditioroutes.telematics.ImportOptions;
import no.ditioroutes.telematics.ImportSummary;
import no.ditioroutes.telematics.StateImport;
import no.ditioroutes.telematics.StateImport.RejectedRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code import}: sends files of machine states without the inbox. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Sends CSV files of machine states to Ditio: the rows that the ledger does not know yet.",
            "The files stay where they are; rejected rows are listed in the inbox's folder rejected/."
        })
final class ImportCommand extends ProgramCommand {

    /**
     * The outcome of a file.
     *
     * @param rejectedRows the rows that a dry run rejects; null if it is not a dry run
     */
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
            @JsonInclude(JsonInclude.Include.NON_NULL) List<RejectedRow> rejectedRows,
            @JsonIgnore int exitCode)
            implements PartOutcome {

        static Outcome of(StateImport done, boolean dryRun) {
            ImportSummary summary = done.summary();
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
                    part && !dryRun ? "rejected rows are in the inbox's folder rejected/" : "",
                    dryRun ? done.rejectedInDryRun() : null,
                    part ? Commands.PARTLY_DONE : 0);
        }

        static Outcome refused(Path file, InvalidFileException reason) {
            return new Outcome(
                    file.toString(), "refused", 0, 0, 0, 0, 0, 0, reason.getMessage(), null, Commands.PARTLY_DONE);
        }

        static Outcome failed(Path file, UserFacingException failure) {
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
                    null,
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
            description =
                    "Show what would be sent and list the rows that are rejected, and send nothing. SENT then counts"
                            + " what would be.")
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
        int exitCode = output.report(TABLE, outcomes);
        outcomes.forEach(this::listRejectedRows);
        return exitCode;
    }

    private void listRejectedRows(Outcome outcome) {
        if (outcome.rejectedRows() != null) {
            outcome.rejectedRows()
                    .forEach(row ->
                            output.note(LogText.text(outcome.file() + ", line " + row.line() + ": " + row.reason())));
        }
    }

    private Outcome send(StateFiles stateFiles, Path file) {
        try {
            ImportOptions options = new ImportOptions(dryRun, force);
            return Outcome.of(stateFiles.send(CsvFile.open(real(file)), options), dryRun);
        } catch (InvalidFileException e) {
            return Outcome.refused(file, e);
        } catch (UserFacingException e) {
            return Outcome.failed(file, e);
        }
    }

    /** Resolves symbolic links, since a link that is named explicitly is intended. */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, "There is no file " + file + " that can be read", e);
        }
    }
}
