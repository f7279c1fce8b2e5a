package no.ditioroutes.boot;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.command.Commands;
import no.ditioroutes.command.Program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the jar: the commands of every runtime, the service and the sandbox. */
public final class DitioRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(DitioRoutes.class);

    private DitioRoutes() {}

    public static void main(String[] args) {
        MaskedOutput.install();
        System.exit(run(args));
    }

    /** Runs a command, or the service if none is given, and returns its exit code. */
    public static int run(String... args) {
        return commandLine().execute(args.length == 0 ? new String[] {"run"} : args);
    }

    static CommandLine commandLine() {
        return Commands.line(CommandProgram::host).addSubcommand(new Service()).addSubcommand(new SandboxCommand());
    }

    /** Runs the service: polls the streams and watches the inbox until the process is stopped. */
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
            Program program;
            try {
                program = SpringProgram.service().program();
                program.check();
            } catch (UserFacingException e) {
                return notStarted(e);
            }
            LOG.info("Polling {} into {}", String.join(", ", program.streams().names()), program.targets());
            LOG.info("Watching {}", program.inbox());
            new CountDownLatch(1).await();
            return 0;
        }

        /** Logs why the service did not start, in the configured format, so that log processors find it. */
        private static int notStarted(UserFacingException failure) {
            if (!Prepared.isLogging()) {
                throw failure;
            }
            LOG.error(failure.getMessage());
            return failure.kind().exitCode();
        }
    }
}
