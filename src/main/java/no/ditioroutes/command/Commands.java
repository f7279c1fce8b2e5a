package no.ditioroutes.command;

import java.util.Optional;
import no.ditioroutes.Failure;
import no.ditioroutes.OutOfMemory;
import no.ditioroutes.Thrown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands that every runtime has.
 *
 * <p>Exit codes: 0 done, 2 wrong usage or settings, 3 refused by Ditio, 4 Ditio unreachable or answering nonsense,
 * 5 database, Kafka or disk, 6 done in part with some records set aside, 1 a fault of this program.
 */
@Command(
        name = "ditio-routes",
        mixinStandardHelpOptions = true,
        version = "Ditio Routes " + Commands.VERSION,
        description = "Connects Ditio with the rest of a company. Without a command it runs as a service.",
        subcommands = {
            Sync.class,
            BackfillCommand.class,
            ImportCommand.class,
            StatusCommand.class,
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
            "            4 Ditio unreachable or answering nonsense, 5 database, Kafka or disk,",
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
        return new CommandLine(new Commands(reporting(host)))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(line, e));
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
                throw OutOfMemory.in(e).orElseThrow(() -> e);
            }
        };
    }

    private static int failed(CommandLine line, Exception e) {
        // It may come wrapped, when it is met while the program starts.
        Optional<Failure> failure = Thrown.of(Failure.class, e).or(() -> OutOfMemory.in(e));
        if (failure.isEmpty()) {
            LOG.error("A fault of this program", e);
            return FAULT;
        }
        line.getErr().println("ditio-routes: " + failure.get().getMessage());
        return failure.get().kind().exitCode();
    }
}
