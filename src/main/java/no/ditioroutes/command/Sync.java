package no.ditioroutes.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.utilisation.Utilisation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code sync}: one run of each stream, in parallel. A failed run does not stop the others. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = "Brings streams up to date once: a full load where there is no cursor yet, else incremental.")
final class Sync extends ProgramCommand {

    private static final Logger LOG = LoggerFactory.getLogger(Sync.class);

    @Parameters(paramLabel = "STREAM", description = "The streams; all of them where none is named.")
    private List<String> wanted = new ArrayList<>();

    @Option(
            names = "--force",
            description =
                    "After a reset: remove what Ditio no longer has even where that is more than 100 and more than"
                            + " 20 %% of the rows.")
    private boolean force;

    @Mixin
    private Output output;

    @Override
    int run(Program program) throws Exception {
        StreamRoutes routes = program.streamRoutes();
        StreamRegistry streams = program.streams();
        List<String> names = names(program, streams);
        LOG.info("Bringing {} up to date in {}", String.join(", ", names), program.targets());
        List<Outcome> outcomes = new ArrayList<>(runAll(routes, names, force));
        if (wanted.isEmpty()) {
            streams.leftOut()
                    .forEach((stream, reason) -> outcomes.add(
                            Outcome.of(stream, new UserFacingException(UserFacingException.Kind.SETTINGS, reason))));
        }
        return output.report(Outcome.TABLE, outcomes);
    }

    /** Returns the named streams, or else all; machine hours are included only if their projects are configured. */
    private List<String> names(Program program, StreamRegistry streams) {
        boolean all = !wanted.isEmpty() || program.bean(Utilisation.class).isOn();
        return all ? streams.toSync(wanted) : streams.names();
    }

    private static List<Outcome> runAll(StreamRoutes streams, List<String> names, boolean force) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, names.size()));
        try {
            List<Future<Outcome>> runs = names.stream()
                    .map(name -> threads.submit(() -> run(streams, name, force)))
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> run : runs) {
                outcomes.add(run.get());
            }
            return outcomes;
        } finally {
            threads.shutdown();
        }
    }

    private static Outcome run(StreamRoutes streams, String stream, boolean force) {
        try {
            return Outcome.of(streams.sync(stream, force));
        } catch (UserFacingException e) {
            return Outcome.of(stream, e);
        }
    }
}
