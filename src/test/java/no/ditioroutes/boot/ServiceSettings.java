package no.ditioroutes.boot;

import java.util.HashMap;
import java.util.Map;
import no.ditioroutes.command.ProgramSettings;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/** The settings of a service for tests of single routes: a sandbox of its own, short pauses, and a database that is down. */
final class ServiceSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext spring) {
        Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
        spring.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                sandbox.close();
            }
        });
        Map<String, Object> settings = new HashMap<>(ProgramSettings.service());
        settings.putAll(TestProgram.settings(sandbox, "jdbc:postgresql://127.0.0.1:1/none"));
        settings.put("inbox.watch", "false");
        settings.put("sync.every", "1h");
        settings.put("camel.main.routes-reload-enabled", "false");
        settings.put("camel.component.kafka.linger-ms", "7");
        var sources = spring.getEnvironment().getPropertySources();
        sources.addFirst(new MapPropertySource("test", settings));
        sources.addFirst(
                new MapPropertySource("derived", ProgramSettings.derived(spring.getEnvironment()::getProperty)));
    }
}
