package no.ditioroutes.boot;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;
import no.ditioroutes.ditio.Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line.
 *
 * <p>Exit codes: 0 done, 2 wrong usage or settings, 3 refused by Ditio, 4 Ditio unreachable or answering nonsense,
 * 5 database, Kafka or disk, 6 done in part with some records set aside, 1 a fault of this program.
 */
@Command(
        name = "ditio-routes",
        mixinStandardHelpOptions = true,
        version = "Ditio Routes 0.1.0",
        description = "Connects Ditio with the rest of a company. Without a command it runs as a service.",
        subcommands = {
            DitioRoutes.Service.class,
            Sync.class,
            BackfillCommand.class,
            ImportCommand.class,
            StatusCommand.class,
            StateCommand.class,
            RejectsCommand.class,
            CheckCommand.class,
            MachinesCommand.class,
            ProjectsCommand.class,
            WorkOrdersCommand.class,
            SandboxCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 wrong usage or settings, 3 refused by Ditio,",
            "            4 Ditio unreachable or answering nonsense, 5 database, Kafka or disk,",
            "            6 done in part"
        })
public final class DitioRoutes implements Callable<Integer> {

    static final int PARTLY_DONE = 6;
    private static final int FAULT = 1;
    private static final Logger LOG = LoggerFactory.getLogger(DitioRoutes.class);

    private final ProgramCommand.Host host;

    private DitioRoutes(ProgramCommand.Host host) {
        this.host = host;
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command to its end; answers its exit code. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return commandLine(ProgramCommand::started);
    }

    /** With a program that is had from elsewhere. */
    static CommandLine commandLine(ProgramCommand.Host host) {
        return new CommandLine(new DitioRoutes(host)).setExecutionExceptionHandler((e, line, parsed) -> failed(e));
    }

    /** How commands come by the program. */
    ProgramCommand.Host host() {
        return host;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Service().call();
    }

    /** The service: polls the streams and watches the inbox until it is told to end. */
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = {
                "The service: polls the streams, at every DITIO_SYNC_EVERY or by DITIO_SYNC_CRON, and sends the files"
                        + " that are dropped into the inbox."
            })
    static final class Service implements Callable<Integer> {

        @Override
        public Integer call() throws InterruptedException {
            Program program = Program.service();
            program.bean(Credentials.class).check();
            LOG.info("Polling {} into {}", String.join(", ", program.streams().names()), program.targets());
            LOG.info("Watching {}", program.inbox());
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private static int failed(Exception e) {
        // It may come wrapped, when it is met while the program starts.
        Optional<Failure> failure = Thrown.of(Failure.class, e);
        if (failure.isEmpty()) {
            LOG.error("A fault of this program", e);
            return FAULT;
        }
        System.err.println("ditio-routes: " + failure.get().getMessage());
        return failure.get().kind().exitCode();
    }
}
