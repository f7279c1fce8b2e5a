package no.ditioroutes.command;

import java.time.LocalDate;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.utilisation.Period;
import no.ditioroutes.utilisation.Utilisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code utilisation}: reads the machine hours of a period. */
@Command(
        name = "utilisation",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the machine hours by state of a period from Ditio into the table machine_utilisation, for the projects of"
                    + " utilisation.projects.",
            "UPSERTED, DELETED and UNCHANGED count days of a project; PAGES counts calls."
        })
final class UtilisationCommand extends ProgramCommand {

    private static final String ROUTE = "machine-utilisation";

    @Option(names = "--from", required = true, paramLabel = "D", description = "The first day, such as 2026-01-01.")
    private LocalDate from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "D",
            description = "The last day, which is read too: for all of January, --to 2026-01-31.")
    private LocalDate to;

    @Mixin
    private Output output;

    @Override
    int run(Program program) {
        Period period = Period.wanted(from, to);
        program.bean(Utilisation.class).checkProjects();
        Outcome outcome = read(program, period);
        output.print(Outcome.TABLE, List.of(outcome));
        return outcome.exitCode();
    }

    private static Outcome read(Program program, Period period) {
        try {
            return Outcome.of(program.streamRoutes().read(ROUTE, period));
        } catch (UserFacingException e) {
            return Outcome.of(ROUTE, e);
        }
    }
}
