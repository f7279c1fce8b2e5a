package no.ditioroutes.karaf;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import no.ditioroutes.Failure;
import no.ditioroutes.Secrets;
import no.ditioroutes.command.Program;
import no.ditioroutes.command.ProgramSettings;
import no.ditioroutes.command.StartFailure;
import no.ditioroutes.monitor.Health;
import no.ditioroutes.routes.RouteFiles;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program on Karaf: Camel out of this bundle, the routes out of Karaf's base, the settings as given. */
final class KarafProgram implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KarafProgram.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Main main = new Main();
    private Answers answers;

    private KarafProgram(Properties settings) {
        // Karaf says when to end, and where settings come from.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().setAutoConfigurationLogSummary(false);
        main.bind("metrics", metrics);
        settings.putAll(ProgramSettings.service());
        main.setOverrideProperties(settings);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                Program program = new Program(starting.getCamelContext());
                Secrets.learnFrom(program::setting);
                settings.putAll(ProgramSettings.derived(program::setting));
                RouteFiles.install(starting.getCamelContext());
            }
        });
    }

    /**
     * Everything on, as in the service of the jar.
     *
     * @throws Failure where it does not start; nothing of it is left then
     */
    static KarafProgram start(Properties settings) {
        KarafProgram karaf = new KarafProgram(settings);
        try {
            karaf.start();
            return karaf;
        } catch (Exception | LinkageError e) {
            karaf.close();
            LOG.debug("The program does not start", e);
            throw StartFailure.of(e, "etc/ditio.routes.cfg");
        }
    }

    private void start() throws Exception {
        if (!Files.isDirectory(Path.of("routes"))) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "No folder routes/ in " + Path.of("").toAbsolutePath()
                            + ": it belongs in Karaf's base, from where Karaf is started");
        }
        Secrets.learnVariables(System::getenv);
        main.start();
        Program program = program();
        program.check();
        InetSocketAddress address =
                new InetSocketAddress(program.setting("server.address"), port(program.setting("server.port")));
        answers = new Answers(address, program.bean(Health.class), metrics);
        LOG.info("Polling {} into {}", String.join(", ", program.streams().names()), program.targets());
        LOG.info("Watching {}", program.inbox());
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw new Failure(
                    Failure.Kind.SETTINGS, "SERVER_PORT is '" + text + "', expected the number of a port such as 8080");
        }
        return Integer.parseInt(text);
    }

    Program program() {
        return new Program(main.getCamelContext());
    }

    @Override
    public void close() {
        if (answers != null) {
            answers.close();
        }
        CamelContext camel = main.getCamelContext();
        // Main itself does not stop what it began and could not start.
        if (camel != null && !camel.isStopped()) {
            camel.stop();
        }
        metrics.close();
    }
}
