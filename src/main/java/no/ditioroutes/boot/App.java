package no.ditioroutes.boot;

import no.ditioroutes.routes.RouteFiles;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The Spring Boot runtime. What it is made of stands in {@code routes/} and {@code config/}.
 *
 * <p>The database is opened and migrated by the store, which does so on every runtime, and not before it is needed.
 * Health is told by our own {@code health} bean: what Spring Boot and Camel think of themselves does not count.
 */
@SpringBootApplication(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            HealthEndpointAutoConfiguration.class
        })
class App {

    @Bean
    CamelContextConfiguration routeFiles() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                RouteFiles.install(camel);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // The routes were loaded when Camel had started.
            }
        };
    }
}
