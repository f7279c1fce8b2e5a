package no.ditioroutes.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Answers pages of 10,000 machine registrations that lie ready in memory, so that it is never what a loader waits for.
 * Runs as a process of its own; every page is the same bytes with other ids.
 */
final class PageServer {

    static final int PAGE = 10_000;
    private static final int BYTES_OF_A_RECORD = 900;
    private static final int DIGITS = 24;

    private final byte[] page;
    private final List<Integer> idPlaces = new ArrayList<>();
    private final int pages;

    private PageServer(int records) {
        this.pages = records / PAGE;
        StringBuilder text = new StringBuilder("{\"data\":[");
        for (int number = 0; number < PAGE; number++) {
            text.append(number == 0 ? "" : ",").append("{\"id\":\"");
            idPlaces.add(text.length());
            text.append(record(number));
        }
        this.page = text.append("],\"continuationToken\":").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Prints its port and serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        PageServer pages = new PageServer(Integer.parseInt(args[0]));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/identity/connect/token", PageServer::token);
        server.createContext("/reporting/v1/machine-registrations", pages::page);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // until the benchmark ends
        }
        System.exit(0);
    }

    private static String record(int number) {
        String record = "0".repeat(DIGITS)
                + """
                ","machineId":"64fa00000000000000%06d","machineName":"Volvo EC220E beltegraver","machineTypeName":"Beltemaskin",\
                "resourceNumber":"M-%04d","projectId":"55ab00000000000000%06d","projectName":"E39 Lyngdal - Sandnes",\
                "projectNumber":"P-%04d","projectExternalNumber":"X-%05d","projectCompanyName":"Fjellhall Entreprenad AS",\
                "driverCompanyName":"Maskinutleie Nord AS","driverName":"Ola Nordmann %d","driverId":"77cd00000000000000%06d",\
                "startDateTime":"2026-03-%02dT06:%02d:00Z","stopDateTime":"2026-03-%02dT14:%02d:30Z","qty":%d.5,\
                "description":"Graving av byggegrop, masser kjort til deponi","approved":%b,\
                "createdDateTime":"2026-03-28T15:04:05.1234567Z","modifiedDateTime":"2026-03-29T15:%02d:05.1234567Z",\
                "createdByName":"Kari Nordmann","modifiedByName":"Kari Nordmann","taskName":"Grunnarbeid","fuel":{"litres":%d},\
                "shift":"day","area":"nord","odometer":%d,"source":"mobile","note":\""""
                        .formatted(
                                number % 300,
                                number % 300,
                                number % 40,
                                number % 40,
                                number % 40,
                                number % 90,
                                number % 90,
                                1 + number % 28,
                                number % 60,
                                1 + number % 28,
                                number % 60,
                                number % 12,
                                number % 3 == 0,
                                number % 60,
                                number % 200,
                                number);
        return record + "x".repeat(Math.max(0, BYTES_OF_A_RECORD - record.length() - 9)) + "\"}";
    }

    private static void token(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                "{\"access_token\":\"bench\",\"expires_in\":3600}".getBytes(StandardCharsets.US_ASCII),
                new byte[0]);
    }

    private void page(HttpExchange exchange) throws IOException {
        int number = number(exchange.getRequestURI());
        byte[] body = page.clone();
        for (int record = 0; record < PAGE; record++) {
            writeId(body, idPlaces.get(record), (long) number * PAGE + record);
        }
        String token = number + 1 < pages ? "\"p" + (number + 1) + "\"}" : "null}";
        answer(exchange, body, token.getBytes(StandardCharsets.US_ASCII));
    }

    private static int number(URI address) {
        return Arrays.stream(String.valueOf(address.getQuery()).split("&"))
                .filter(parameter -> parameter.startsWith("ContinuationToken=p"))
                .mapToInt(parameter -> Integer.parseInt(parameter.substring("ContinuationToken=p".length())))
                .findFirst()
                .orElse(0);
    }

    private static void writeId(byte[] body, int place, long id) {
        for (int digit = place + DIGITS - 1; id > 0; digit--, id /= 10) {
            body[digit] = (byte) ('0' + id % 10);
        }
    }

    private static void answer(HttpExchange exchange, byte[] body, byte[] end) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length + end.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            out.write(end);
        }
    }
}
