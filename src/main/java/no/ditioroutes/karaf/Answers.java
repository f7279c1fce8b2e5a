package no.ditioroutes.karaf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.command.Commands;
import no.ditioroutes.command.StartFailure;
import no.ditioroutes.monitor.HealthRegistry;
import no.ditioroutes.monitor.HealthReport;

/** Answers health and metrics over HTTP, on the same paths as on every runtime, and nothing else. */
final class Answers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json";

    private final HealthRegistry health;
    private final PrometheusMeterRegistry metrics;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    Answers(InetSocketAddress address, HealthRegistry health, PrometheusMeterRegistry metrics) throws IOException {
        this.health = health;
        this.metrics = metrics;
        try {
            this.server = HttpServer.create(address, 0);
        } catch (BindException e) {
            throw e.getMessage().contains("in use") ? StartFailure.portTaken(address.getPort(), e) : closed(address, e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static UserFacingException closed(InetSocketAddress address, BindException e) {
        return new UserFacingException(
                UserFacingException.Kind.SETTINGS,
                "Nothing can listen on " + address + ": " + e.getMessage() + ". See SERVER_ADDRESS and SERVER_PORT",
                e);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /actuator/health", "GET /actuator/health/readiness" -> answer(exchange, health.readiness());
                case "GET /actuator/health/liveness" -> answer(exchange, health.liveness());
                case "GET /actuator/info" ->
                    answer(exchange, 200, JSON_TYPE, JSON.writeValueAsBytes(Map.of("version", Commands.VERSION)));
                case "GET /actuator/prometheus" ->
                    answer(
                            exchange,
                            200,
                            "text/plain; version=0.0.4; charset=utf-8",
                            metrics.scrape().getBytes(StandardCharsets.UTF_8));
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void answer(HttpExchange exchange, HealthReport report) throws IOException {
        answer(exchange, report.ok() ? 200 : 503, JSON_TYPE, JSON.writeValueAsBytes(report));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
