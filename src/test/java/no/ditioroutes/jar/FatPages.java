package no.ditioroutes.jar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers pages of large machine registrations, which it makes while it writes them: no page is ever whole here. */
final class FatPages implements AutoCloseable {

    private final int records;
    private final String filler;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> limits = new CopyOnWriteArrayList<>();

    FatPages(int records, int bytes) throws IOException {
        this.records = records;
        this.filler = "x".repeat(bytes);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/identity/connect/token", this::token);
        server.createContext("/reporting/v1/machine-registrations", this::page);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The ChunkLimit of each request. */
    List<Integer> limits() {
        return List.copyOf(limits);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void token(HttpExchange exchange) throws IOException {
        byte[] token = "{\"access_token\":\"fat\",\"expires_in\":3600}".getBytes(StandardCharsets.US_ASCII);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, token.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(token);
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        int limit = Integer.parseInt(query.get("ChunkLimit"));
        limits.add(limit);
        int from = Integer.parseInt(query.getOrDefault("ContinuationToken", "0"));
        int to = Math.min(from + limit, records);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            write(out, "{\"data\":[");
            for (int number = from; number < to; number++) {
                write(out, (number == from ? "" : ",") + record(number));
            }
            write(out, "],\"continuationToken\":" + (to < records ? "\"" + to + "\"" : "null") + "}");
        }
    }

    private String record(int number) {
        return "{\"id\":\"%024d\",\"machineName\":\"Volvo EC220E\",\"modifiedDateTime\":\"2026-03-29T15:04:05Z\",\"note\":\"%s\"}"
                .formatted(number, filler);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<String, String> query(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : List.of(query.split("&", -1))) {
            int equals = parameter.indexOf('=');
            parameters.put(
                    parameter.substring(0, equals),
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
