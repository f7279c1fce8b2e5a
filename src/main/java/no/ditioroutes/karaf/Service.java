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
 * Runs the program under the settings that Karaf has for it. An edit of them ends it and starts it anew; where they are
 * wrong, the log says so and the next edit is tried.
 */
final class Service implements ManagedService {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private static final String NO_SETTINGS = "There is no etc/ditio.routes.cfg";

    /** Longer than the routes take to end. */
    private static final int SECONDS_TO_END = 60;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "ditio-routes");
        // Those that the program starts inherit it: what they load by name is in this bundle.
        thread.setContextClassLoader(Service.class.getClassLoader());
        return thread;
    });

    private volatile KarafProgram program;
    private volatile String trouble = NO_SETTINGS;

    /** Called by Karaf at the start and after each edit; with nothing where there is no file. */
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

    /** Has the running program do a command's work. */
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
