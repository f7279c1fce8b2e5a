package no.ditioroutes.karaf;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.UnaryOperator;
import no.ditioroutes.SecretMasker;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.command.Program;
import no.ditioroutes.command.ProgramSettings;
import no.ditioroutes.command.StartFailure;
import no.ditioroutes.monitor.HealthRegistry;
import no.ditioroutes.wiring.Beans;
import no.ditioroutes.wiring.PlainCamel;
import no.ditioroutes.wiring.Wiring;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the program on Karaf: Camel from this bundle, the routes from Karaf's base directory, the settings as given.
 */
final class KarafProgram implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KarafProgram.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Properties settings;
    private Beans beans;
    private PlainCamel camel;
    private Answers answers;

    private KarafProgram(Properties settings) {
        this.settings = settings;
        settings.putAll(ProgramSettings.service());
    }

    /**
     * Starts everything, as the service of the jar does.
     *
     * @throws UserFacingException if it does not start; nothing keeps running then
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
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "No folder routes/ in " + Path.of("").toAbsolutePath()
                            + ": it belongs in Karaf's base, from where Karaf is started");
        }
        SecretMasker.learnVariables(System::getenv);
        camel = PlainCamel.start(settings, this::wire);
        Program program = program();
        program.check();
        InetSocketAddress address =
                new InetSocketAddress(program.setting("server.address"), port(program.setting("server.port")));
        answers = new Answers(address, beans.get(HealthRegistry.class), metrics);
        LOG.info("Polling {} into {}", String.join(", ", program.streams().names()), program.targets());
        LOG.info("Watching {}", program.inbox());
    }

    /** Wires the program; Camel resolves the variables that Karaf's settings name. */
    private Beans wire(CamelContext context) {
        UnaryOperator<String> resolved =
                key -> settings.containsKey(key) ? context.resolvePropertyPlaceholders("{{" + key + "}}") : null;
        SecretMasker.learnFrom(resolved);
        settings.putAll(ProgramSettings.derived(resolved));
        beans = Wiring.wire(resolved, metrics);
        return beans;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "SERVER_PORT is '" + text + "', expected the number of a port such as 8080");
        }
        return Integer.parseInt(text);
    }

    Program program() {
        return new Program(
                beans, key -> camel.context().resolvePropertyPlaceholders("{{" + key + "}}"), camel::context);
    }

    @Override
    public void close() {
        if (answers != null) {
            answers.close();
        }
        if (camel != null) {
            camel.close();
        }
        if (beans != null) {
            beans.close();
        }
        metrics.close();
    }
}
