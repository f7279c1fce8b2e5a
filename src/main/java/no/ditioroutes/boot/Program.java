package no.ditioroutes.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import no.ditioroutes.Failure;
import no.ditioroutes.camel.Schedule;
import no.ditioroutes.camel.Streams;
import no.ditioroutes.kafka.Publisher;
import no.ditioroutes.telematics.StatesApi;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The running program: the routes and what they stand on. */
final class Program implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final ConfigurableApplicationContext spring;

    private Program(ConfigurableApplicationContext spring) {
        this.spring = spring;
    }

    /** Everything on: polling, the inbox, reloading of edited routes, health. */
    static Program service() {
        return start(WebApplicationType.SERVLET, Map.of("sync.polling", "true", "inbox.watch", "true"));
    }

    /** The routes alone, to be used by a command and closed. */
    static Program command() {
        return command(Map.of());
    }

    /** The same with settings that go before all others. */
    static Program command(Map<String, Object> settings) {
        Map<String, Object> fixed = new HashMap<>(settings);
        fixed.putIfAbsent("sync.polling", "false");
        fixed.putIfAbsent("inbox.watch", "false");
        fixed.putIfAbsent("camel.main.routes-reload-enabled", "false");
        return start(WebApplicationType.NONE, fixed);
    }

    Streams streams() {
        Streams streams = new Streams(camel());
        if (streams.names().isEmpty()) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "No stream in " + Path.of("routes").toAbsolutePath()
                            + ": run this from the folder that holds routes/ and config/");
        }
        return streams;
    }

    /** A bean of {@code routes/shared/beans.camel.yaml}. */
    <T> T bean(Class<T> type) {
        return CamelContextHelper.mandatoryFindSingleByType(camel(), type);
    }

    /** Where records go, in words. */
    String targets() {
        return bean(Publisher.class).isOn() ? "SQL and Kafka" : "SQL alone: KAFKA_BROKERS is not set";
    }

    /** The inbox, in words. */
    String inbox() {
        String folder = "the inbox " + Path.of(camel().resolvePropertyPlaceholders("{{inbox.folder}}"));
        return bean(StatesApi.class).isOn()
                ? folder
                : folder + "; DITIO_MASSTRANSPORT_BASE is not set: no machine states";
    }

    CamelContext camel() {
        return spring.getBean(CamelContext.class);
    }

    @Override
    public void close() {
        spring.close();
    }

    private static Program start(WebApplicationType web, Map<String, Object> fixed) {
        if (!Files.isDirectory(Path.of("routes"))) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "No folder routes/ in " + Path.of("").toAbsolutePath()
                            + ": run this from the folder that holds routes/ and config/");
        }
        try {
            return new Program(new SpringApplicationBuilder(App.class)
                    .web(web)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .listeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>)
                            event -> derive(event.getEnvironment(), fixed))
                    .run());
        } catch (RuntimeException e) {
            LOG.debug("The program does not start", e);
            throw StartFailure.of(e);
        }
    }

    /** Settings that follow from others, for route files to use. */
    private static void derive(ConfigurableEnvironment settings, Map<String, Object> fixed) {
        settings.getPropertySources().addFirst(new MapPropertySource("fixed", fixed));
        String every = settings.getProperty("sync.every");
        if (every == null) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "No config/application.yaml with sync.every in "
                            + Path.of("").toAbsolutePath()
                            + ": run this from the folder that holds routes/ and config/");
        }
        Map<String, Object> derived = Map.of(
                "sync.trigger",
                Schedule.options(every, settings.getProperty("sync.cron")),
                // A command may well be done within a second.
                "camel.main.warn-on-early-shutdown",
                "false");
        settings.getPropertySources().addFirst(new MapPropertySource("derived", derived));
    }
}
