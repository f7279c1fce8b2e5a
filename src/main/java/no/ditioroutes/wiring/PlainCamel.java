package no.ditioroutes.wiring;

import java.util.Properties;
import java.util.function.Function;
import no.ditioroutes.routes.RouteFiles;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Runs Camel without Spring, with the objects of the program and the route files: on Karaf, and for commands that run
 * routes.
 */
public final class PlainCamel implements AutoCloseable {

    private final Main main = new Main();

    private PlainCamel(Properties settings, Function<CamelContext, Beans> wiring) {
        // The runtime decides when to stop, and where settings come from.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().setAutoConfigurationLogSummary(false);
        main.setOverrideProperties(settings);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                prepare(starting.getCamelContext(), wiring.apply(starting.getCamelContext()));
            }
        });
    }

    /**
     * Starts Camel.
     *
     * @param settings the values of {@code {{key}}} in routes; the function may add to them
     * @param wiring returns the objects of the program, once settings can be read
     * @throws Exception if it does not start; nothing keeps running then
     */
    public static PlainCamel start(Properties settings, Function<CamelContext, Beans> wiring) throws Exception {
        PlainCamel camel = new PlainCamel(settings, wiring);
        try {
            camel.main.start();
            return camel;
        } catch (Exception | LinkageError e) {
            camel.close();
            throw e;
        }
    }

    /** Adds the objects of the program to a starting Camel context, and makes it load the route files. */
    public static void prepare(CamelContext camel, Beans beans) {
        beans.all().forEach(camel.getRegistry()::bind);
        RouteFiles.install(camel);
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        CamelContext camel = main.getCamelContext();
        // Main itself does not stop what it could not start completely.
        if (camel != null && !camel.isStopped()) {
            camel.stop();
        }
    }
}
