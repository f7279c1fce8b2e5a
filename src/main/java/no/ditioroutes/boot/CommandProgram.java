package no.ditioroutes.boot;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import no.ditioroutes.command.Commands;
import no.ditioroutes.command.Program;
import no.ditioroutes.command.ProgramSettings;
import no.ditioroutes.command.StartFailure;
import no.ditioroutes.wiring.Beans;
import no.ditioroutes.wiring.PlainCamel;
import no.ditioroutes.wiring.Wiring;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.DefaultBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Provides the program for one command: the settings as Spring Boot reads them, and only the objects that the command
 * needs. Camel starts when the command first needs a route.
 */
final class CommandProgram implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandProgram.class);

    private final StandardEnvironment settings = new StandardEnvironment();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Beans beans = Wiring.wire(settings::getProperty, metrics);
    private final Thread atShutdown = new Thread(this::stop, "ditio-routes-end");
    private PlainCamel camel;
    private boolean closed;

    private CommandProgram(Map<String, Object> fixed) {
        readSettings(fixed);
        Runtime.getRuntime().addShutdownHook(atShutdown);
    }

    /** Returns the program with settings that take precedence over all others. */
    static CommandProgram with(Map<String, Object> settings) {
        Map<String, Object> fixed = new HashMap<>(ProgramSettings.command());
        fixed.putAll(settings);
        return new CommandProgram(fixed);
    }

    /** Runs the work of a command and closes the program. */
    static int host(Commands.Work work) throws Exception {
        try (CommandProgram program = with(Map.of())) {
            return work.with(program.program());
        }
    }

    Program program() {
        return new Program(beans, settings::getRequiredProperty, this::camel);
    }

    private void readSettings(Map<String, Object> fixed) {
        settings.getPropertySources().addFirst(new MapPropertySource("command", fixed));
        ConfigurationPropertySources.attach(settings);
        ConfigDataEnvironmentPostProcessor.applyTo(settings);
        var event = new ApplicationEnvironmentPreparedEvent(
                new DefaultBootstrapContext(), new SpringApplication(), new String[0], settings);
        new Prepared(fixed).onApplicationEvent(event);
        new LoggingApplicationListener().onApplicationEvent(event);
    }

    private synchronized CamelContext camel() {
        if (closed) {
            throw new IllegalStateException("the program ended");
        }
        if (camel == null) {
            try {
                camel = PlainCamel.start(known(), context -> beans);
            } catch (Exception e) {
                LOG.debug("The program does not start", e);
                throw StartFailure.of(e, "config/application.yaml");
            }
        }
        return camel.context();
    }

    /** Returns all settings that a file or the program itself names, since Camel requires a list of them. */
    private Properties known() {
        Properties known = new Properties();
        settings.getPropertySources().stream()
                .filter(source -> !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                        && !source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME))
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(
                        source -> java.util.stream.Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .forEach(name -> known.setProperty(name, settings.getProperty(name, "")));
        return known;
    }

    private synchronized void stop() {
        closed = true;
        if (camel != null) {
            camel.close();
        }
        beans.close();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // The process is already ending, and the hook runs.
            LOG.debug("The process ends", e);
        }
    }
}
