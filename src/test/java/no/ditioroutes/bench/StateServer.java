package no.ditioroutes.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Takes machine states and answers at once. Runs as a process of its own. */
final class StateServer {

    private StateServer() {}

    /** Prints its port and serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(
                "/identity/connect/token",
                call -> answer(
                        call, 200, "{\"access_token\":\"bench\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"));
        server.createContext(
                "/masstransport/api/external-excavator-state/latest-timestamp",
                call -> answer(call, 200, "{\"latestTimestamp\":null}"));
        server.createContext("/masstransport/api/external-excavator-state/import", call -> answer(call, 201, "{}"));
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // until the benchmark ends
        }
        System.exit(0);
    }

    private static void answer(HttpExchange call, int status, String text) throws IOException {
        try (InputStream body = call.getRequestBody()) {
            body.transferTo(OutputStream.nullOutputStream());
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
