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
 * Contains the commands that every runtime has.
 *
 * <p>Exit codes: 0 done, 2 wrong usage or settings, 3 rejected by Ditio, 4 Ditio unreachable or its answer invalid, 5
 * database, Kafka or disk failed, 6 partly done with some records rejected, 1 internal error.
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

    /** Provides the program while a command works with it. */
    @FunctionalInterface
    public interface Host {

        int run(Work work) throws Exception;
    }

    /** Does the work of a command and returns its exit code. */
    @FunctionalInterface
    public interface Work {

        int with(Program program) throws Exception;
    }

    private final Host host;

    private Commands(Host host) {
        this.host = host;
    }

    /** Returns the command line whose commands work on the program of this host. */
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

    /** Converts an error to an exception, since the command line passes on exceptions only. */
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
        // The exception may be wrapped if it is thrown while the program starts.
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

    /** Prints an error to standard error for people, and as an object to standard output for programs. */
    private static int ended(CommandLine command, ErrorResult error, boolean json) {
        command.getErr().println("ditio-routes: " + error.error());
        if (json) {
            Output.printError(error);
        }
        return error.exitCode();
    }
}
