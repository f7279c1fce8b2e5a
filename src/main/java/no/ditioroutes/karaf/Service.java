package no.ditioroutes.karaf;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.command.Commands;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the program with the settings that Karaf has for it. An edit of them restarts it; if they are wrong, the log
 * reports it and the program starts after the next correct edit.
 */
final class Service implements ManagedService {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private static final String NO_SETTINGS = "There is no etc/ditio.routes.cfg";

    /** The shutdown timeout in seconds, longer than the routes need to stop. */
    private static final int SECONDS_TO_END = 60;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "ditio-routes");
        // Threads of the program inherit the class loader: classes that they load by name are in this bundle.
        thread.setContextClassLoader(Service.class.getClassLoader());
        return thread;
    });

    private volatile KarafProgram program;
    private volatile String trouble = NO_SETTINGS;

    /** Restarts the program. Karaf calls this at the start and after each edit, with null if there is no file. */
    @Override
    public void updated(Dictionary<String, ?> settings) {
        thread.execute(() -> {
            end();
            if (settings == null) {
                trouble = NO_SETTINGS;
                LOG.info(trouble);
            } else {
                begin(properties(settings));
            }
        });
    }

    /** Runs the work of a command on the running program. */
    int run(Commands.Work work) throws Exception {
        KarafProgram running = program;
        if (running == null) {
            throw new UserFacingException(UserFacingException.Kind.SETTINGS, "Ditio Routes does not run. " + trouble);
        }
        return work.with(running.program());
    }

    void close() throws InterruptedException {
        thread.execute(this::end);
        thread.shutdown();
        if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
            LOG.warn("Ditio Routes did not end within {} s", SECONDS_TO_END);
        }
    }

    private void begin(Properties settings) {
        trouble = "It is starting";
        try {
            program = KarafProgram.start(settings);
        } catch (UserFacingException e) {
            trouble = e.getMessage();
            LOG.error("Ditio Routes does not run, until etc/ditio.routes.cfg is edited. {}", trouble);
        }
    }

    private void end() {
        KarafProgram running = program;
        if (running != null) {
            program = null;
            running.close();
        }
    }

    private static Properties properties(Dictionary<String, ?> settings) {
        Properties properties = new Properties();
        Collections.list(settings.keys())
                .forEach(key -> properties.setProperty(key, settings.get(key).toString()));
        return properties;
    }
}
