package no.ditioroutes.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.Catalogues;
import no.ditioroutes.catalogue.ApplyOptions;
import no.ditioroutes.catalogue.CatalogueSync;
import no.ditioroutes.catalogue.Change;
import no.ditioroutes.catalogue.PlanEntry;
import no.ditioroutes.catalogue.PlanEntry.Action;
import no.ditioroutes.catalogue.PlanEntry.Outcome;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs {@code plan} and {@code apply} of the catalogue whose route is named like the parent command. */
abstract class CatalogueCommand extends ProgramCommand {

    @Command(name = "plan", mixinStandardHelpOptions = true, description = "Shows what would be done; writes nothing.")
    static final class Plan extends CatalogueCommand {

        @Override
        ApplyOptions options() {
            return ApplyOptions.toPlan();
        }
    }

    @Command(name = "apply", mixinStandardHelpOptions = true, description = "Does it.")
    static final class Apply extends CatalogueCommand {

        @Override
        ApplyOptions options() {
            return ApplyOptions.toApply();
        }
    }

    /** A plan entry as it is printed. */
    record Line(
            long line,
            String companyId,
            String projectNumber,
            String number,
            Action action,
            Outcome outcome,
            String id,
            List<Change> changes,
            String reason) {

        static Line of(PlanEntry entry) {
            return new Line(
                    entry.line(),
                    entry.key().company(),
                    entry.key().project(),
                    entry.key().number(),
                    entry.action(),
                    entry.outcome(),
                    entry.id(),
                    entry.changes(),
                    entry.reason());
        }

        String said() {
            return changes.stream().map(Change::toString).collect(Collectors.joining("; "));
        }
    }

    private static final Map<String, Function<Line, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("LINE", line -> line.line() == 0 ? "" : line.line());
        TABLE.put("NUMBER", Line::number);
        TABLE.put("PROJECT NUMBER", Line::projectNumber);
        TABLE.put("ACTION", Line::action);
        TABLE.put("OUTCOME", Line::outcome);
        TABLE.put("CHANGES", Line::said);
        TABLE.put("REASON", Line::reason);
    }

    @Parameters(paramLabel = "FILE", description = "A CSV file; its columns are named like the fields of Ditio's API.")
    private Path file;

    @Mixin
    private Output output;

    abstract ApplyOptions options();

    @Override
    int run(Program program) {
        Catalogues.Result result = new Catalogues(program.camel()).run(parent(), opened(), options());
        CatalogueSync sync = result.sync();
        List<Line> lines =
                sync.entries().stream().filter(this::isShown).map(Line::of).toList();
        result.failure().ifPresent(why -> output.stopped(TABLE, lines, why));
        output.print(TABLE, lines);
        output.note(sync.summary());
        if (sync.isRejected()) {
            output.note("The file is rejected entirely: " + sync.objection());
        }
        return sync.isPartly() ? Commands.PARTLY_DONE : 0;
    }

    private CsvFile opened() {
        Path real = ImportCommand.real(file);
        if (!Files.isRegularFile(real)) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, file + " is no file: a CSV file was expected");
        }
        try {
            return CsvFile.open(real);
        } catch (InvalidFileException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, "The file " + file + " is not used. " + e.getMessage(), e);
        }
    }

    /** Returns whether an entry is printed: unchanged entries are printed in JSON only. */
    private boolean isShown(PlanEntry entry) {
        return output.isJson() || entry.action() != Action.UNCHANGED;
    }
}
