package no.ditioroutes.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That Prometheus and Grafana of {@code docker/compose.yaml} find each other and the product. */
class WatchersTest {

    private static final JsonNode SERVICES = Texts.yaml("docker/compose.yaml").path("services");
    private static final JsonNode PROMETHEUS = Texts.yaml("docker/prometheus/prometheus.yaml");
    private static final String PROVISIONING = "docker/grafana/provisioning/";

    @Test
    void prometheusReadsTheProductAndTheRules() {
        JsonNode job = PROMETHEUS.path("scrape_configs").path(0);

        assertThat(job.path("metrics_path").asText()).isEqualTo("/actuator/prometheus");
        assertThat(job.at("/static_configs/0/targets/0").asText()).isEqualTo("product:8080");
        assertThat(PROMETHEUS.path("rule_files")).isNotEmpty().allSatisfy(file -> assertThat(
                        Path.of("docker/prometheus", file.asText()))
                .exists());
    }

    @Test
    void grafanaReadsPrometheusAndTheDashboards() {
        JsonNode source =
                Texts.yaml(PROVISIONING + "datasources/prometheus.yaml").at("/datasources/0");
        JsonNode provider =
                Texts.yaml(PROVISIONING + "dashboards/ditio-routes.yaml").at("/providers/0");
        JsonNode grafana = SERVICES.path("grafana");

        assertThat(source.path("url").asText()).isEqualTo("http://prometheus:9090");
        // The dashboard takes what is the default.
        assertThat(source.path("type").asText()).isEqualTo("prometheus");
        assertThat(source.path("isDefault").asBoolean()).isTrue();
        assertThat(grafana.path("volumes"))
                .extracting(JsonNode::asText)
                .contains(
                        "./grafana/provisioning:/etc/grafana/provisioning:ro",
                        "./grafana/dashboards:" + provider.at("/options/path").asText() + ":ro");
        assertThat(grafana.at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .asText())
                .isEqualTo(provider.at("/options/path").asText() + "/ditio-routes.json");
        assertThat(Path.of("docker/grafana/dashboards/ditio-routes.json")).exists();
    }

    @Test
    void isTakenByPromtool() throws Exception {
        assumeTrue(Tool.isInstalled("promtool"), "promtool is not installed");

        Tool check = Tool.run("promtool", "check", "config", "docker/prometheus/prometheus.yaml");

        assertThat(check.exitCode()).as(check.output()).isZero();
    }
}
