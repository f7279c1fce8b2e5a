package no.ditioroutes.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that were received over the socket.
 *
 * @param text everything that was received, one character per byte
 * @param end how the connection ended
 */
record RawResponse(String text, End end) {

    /** The ways in which a connection ends for the client. */
    enum End {
        CLOSED,
        RESET,
        OPEN
    }

    private static final int PATIENCE_MILLIS = 400;

    /** Sends one request and reads until the connection ends or nothing more arrives. */
    static RawResponse get(Sandbox sandbox, String path) throws IOException {
        return send(sandbox, "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer static-token\r\n\r\n");
    }

    static RawResponse send(Sandbox sandbox, String request) throws IOException {
        URI base = URI.create(sandbox.addresses().base());
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            End end = read(socket.getInputStream(), bytes);
            return new RawResponse(bytes.toString(StandardCharsets.ISO_8859_1), end);
        }
    }

    private static End read(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        try {
            in.transferTo(bytes);
            return End.CLOSED;
        } catch (SocketTimeoutException nothingMore) {
            return End.OPEN;
        } catch (SocketException reset) {
            return End.RESET;
        }
    }

    String head() {
        int end = text().indexOf("\r\n\r\n");
        return end < 0 ? text() : text().substring(0, end);
    }

    String body() {
        int end = text().indexOf("\r\n\r\n");
        return end < 0 ? "" : text().substring(end + 4);
    }

    int contentLength() {
        return head().lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .map(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(-1);
    }

    int bodyLength() {
        return body().length();
    }
}
