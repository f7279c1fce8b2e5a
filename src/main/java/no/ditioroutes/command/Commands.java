package no.ditioroutes.command;

import java.util.List;
import java.util.Optional;
import no.ditioroutes.Exceptions;
import no.ditioroutes.OutOfMemoryReport;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.command.Output.ErrorResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * The commands that every runtime has.
 *
 * <p>Exit codes: 0 done, 2 wrong usage or settings, 3 refused by Ditio, 4 Ditio unreachable or sending invalid responses,
 * 5 database, Kafka or disk, 6 done in part with some records rejected, 1 an internal error.
 */
@Command(
        name = "ditio-routes",
        mixinStandardHelpOptions = true,
        version = "Ditio Routes " + Commands.VERSION,
        description = "Connects Ditio with the rest of a company. Without a command it runs as a service.",
        subcommands = {
            Sync.class,
            BackfillCommand.class,
            RepublishCommand.class,
            ImportCommand.class,
            UtilisationCommand.class,
            StatusCommand.class,
            StreamsCommand.class,
            StateCommand.class,
            RejectsCommand.class,
            CheckCommand.class,
            MachinesCommand.class,
            ProjectsCommand.class,
            WorkOrdersCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 wrong usage or settings, 3 refused by Ditio,",
            "            4 Ditio unreachable or sending invalid responses, 5 database, Kafka or disk,",
            "            6 done in part"
        })
public final class Commands {

    public static final String VERSION = "0.1.0";

    static final int PARTLY_DONE = 6;
    private static final int FAULT = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    /** Has the program at hand while something is done with it. */
    @FunctionalInterface
    public interface Host {

        int run(Work work) throws Exception;
    }

    /** What a command does; answers its exit code. */
    @FunctionalInterface
    public interface Work {

        int with(Program program) throws Exception;
    }

    private final Host host;

    private Commands(Host host) {
        this.host = host;
    }

    /** The command line, with the program that its commands work on. */
    public static CommandLine line(Host host) {
        CommandLine line = new CommandLine(new Commands(reporting(host)));
        IParameterExceptionHandler forPeople = line.getParameterExceptionHandler();
        return line.setParameterExceptionHandler((e, words) ->
                        Output.isJson(List.of(words)) ? wrongUsage(e) : forPeople.handleParseException(e, words))
                .setExecutionExceptionHandler(
                        (e, command, parsed) -> failed(command, e, Output.isJson(parsed.originalArgs())));
    }

    Host host() {
        return host;
    }

    /** The command line hands on exceptions, and no errors. */
    private static Host reporting(Host host) {
        return work -> {
            try {
                return host.run(work);
            } catch (OutOfMemoryError e) {
                throw OutOfMemoryReport.in(e).orElseThrow(() -> e);
            }
        };
    }

    private static int wrongUsage(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String error = wrong.getMessage() + ". See: " + command.getCommandSpec().qualifiedName() + " --help";
        return ended(command, new ErrorResult(error, UserFacingException.Kind.SETTINGS.exitCode(), null), true);
    }

    private static int failed(CommandLine command, Exception e, boolean json) {
        // It may come wrapped, when it is met while the program starts.
        Optional<UserFacingException> failure =
                Exceptions.of(UserFacingException.class, e).or(() -> OutOfMemoryReport.in(e));
        if (failure.isEmpty()) {
            LOG.error("Internal error", e);
            String error = "An internal error stopped the command, see the log: " + e;
            return json ? ended(command, new ErrorResult(error, FAULT, null), true) : FAULT;
        }
        List<?> result = Exceptions.of(StoppedException.class, e)
                .<List<?>>map(StoppedException::result)
                .orElse(null);
        int exitCode = failure.get().kind().exitCode();
        return ended(command, new ErrorResult(failure.get().getMessage(), exitCode, result), json);
    }

    /** People read standard error, programs the object on standard output. */
    private static int ended(CommandLine command, ErrorResult error, boolean json) {
        command.getErr().println("ditio-routes: " + error.error());
        if (json) {
            Output.printError(error);
        }
        return error.exitCode();
    }
}
