package no.ditioroutes.boot;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import no.ditioroutes.wiring.Beans;
import no.ditioroutes.wiring.PlainCamel;
import no.ditioroutes.wiring.Wiring;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Runs the service on Spring Boot: the objects of the program, the routes and the operator page.
 *
 * <p>The program itself opens and migrates the database, on every runtime and not before first use. Health is reported
 * by {@code Health} alone; the health indicators of Spring Boot and Camel are ignored.
 */
@SpringBootApplication(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            HealthEndpointAutoConfiguration.class
        })
class App {

    @Bean(destroyMethod = "close")
    Beans beans(Environment settings, PrometheusMeterRegistry metrics) {
        return Wiring.wire(settings::getProperty, metrics);
    }

    @Bean
    CamelContextConfiguration routes(Beans beans) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                PlainCamel.prepare(camel, beans);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // The routes were loaded when Camel started.
            }
        };
    }
}
