package no.ditioroutes.boot;

import no.ditioroutes.monitor.HealthRegistry;
import no.ditioroutes.monitor.HealthReport;
import no.ditioroutes.wiring.Beans;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * Answers {@code /actuator/health} as on every runtime, replacing Spring Boot's own: 200 if the program is up, else
 * 503.
 *
 * <p>{@code liveness} covers the process alone; {@code readiness} and the path without a group cover the work.
 */
@Component
@Endpoint(id = "health")
class HealthAnswer {

    private final Beans beans;

    HealthAnswer(Beans beans) {
        this.beans = beans;
    }

    @ReadOperation
    WebEndpointResponse<HealthReport> all() {
        return answer(health().readiness());
    }

    @ReadOperation
    WebEndpointResponse<HealthReport> one(@Selector String kind) {
        return switch (kind) {
            case "liveness" -> answer(health().liveness());
            case "readiness" -> answer(health().readiness());
            default -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        };
    }

    private HealthRegistry health() {
        return beans.get(HealthRegistry.class);
    }

    private static WebEndpointResponse<HealthReport> answer(HealthReport report) {
        int status = report.ok() ? WebEndpointResponse.STATUS_OK : WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
        return new WebEndpointResponse<>(report, status);
    }
}
