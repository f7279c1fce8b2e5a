package no.ditioroutes.boot;

import java.util.HashMap;
import java.util.Map;
import no.ditioroutes.Exceptions;
import no.ditioroutes.command.Program;
import no.ditioroutes.command.ProgramSettings;
import no.ditioroutes.command.StartFailure;
import no.ditioroutes.wiring.Beans;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the service on Spring Boot. */
final class SpringProgram implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpringProgram.class);

    private final ConfigurableApplicationContext spring;

    private SpringProgram(ConfigurableApplicationContext spring) {
        this.spring = spring;
    }

    /** Starts everything: polling, the inbox, reloading of edited routes, and health. */
    static SpringProgram service() {
        return service(Map.of());
    }

    /** Starts the same with settings that take precedence over all others. */
    static SpringProgram service(Map<String, Object> settings) {
        Map<String, Object> fixed = new HashMap<>(ProgramSettings.service());
        fixed.putAll(settings);
        return start(fixed);
    }

    /** Returns the HTTP port of the operator page, health and metrics. */
    int port() {
        return Integer.parseInt(spring.getEnvironment().getRequiredProperty("local.server.port"));
    }

    Program program() {
        return new Program(
                spring.getBean(Beans.class),
                spring.getEnvironment()::getRequiredProperty,
                () -> spring.getBean(CamelContext.class));
    }

    @Override
    public void close() {
        spring.close();
    }

    private static SpringProgram start(Map<String, Object> fixed) {
        try {
            return new SpringProgram(new SpringApplicationBuilder(App.class)
                    .web(WebApplicationType.SERVLET)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .listeners(new Prepared(fixed))
                    .run());
        } catch (RuntimeException e) {
            LOG.debug("The program does not start", e);
            throw Exceptions.of(PortInUseException.class, e)
                    .map(taken -> StartFailure.portTaken(taken.getPort(), e))
                    .orElseGet(() -> StartFailure.of(e, "config/application.yaml"));
        }
    }
}
