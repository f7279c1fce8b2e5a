package no.ditioroutes.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes calls on, answers as if the connection stayed open, and ends it all the same. */
final class ClosingFront extends Loopback {

    /** How the end of a connection comes. */
    enum End {
        /** With the answer. */
        FIN,
        /** When the next request begins to arrive, so that no check before could have seen it. */
        RESET_AT_NEXT_REQUEST
    }

    private final End end;
    private final int behind;
    private final AtomicInteger lost = new AtomicInteger();

    ClosingFront(End end, String server) {
        this.end = end;
        this.behind = URI.create(server).getPort();
        start();
    }

    /** The same address, here. */
    String of(String base) {
        return "http://127.0.0.1:" + port() + URI.create(base).getPath();
    }

    /** How many requests were begun on a connection that was no longer served. */
    int lost() {
        return lost.get();
    }

    @Override
    void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        String request = head(in);
        client.getOutputStream().write(answer(request, body(request, in)));
        if (end == End.RESET_AT_NEXT_REQUEST && in.read() >= 0) {
            lost.incrementAndGet();
            client.setSoLinger(true, 0);
        }
        client.close();
    }

    private byte[] answer(String request, byte[] body) throws IOException {
        try (Socket server = connect(behind)) {
            server.getOutputStream().write(bytes(request.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")));
            server.getOutputStream().write(body);
            byte[] answer = server.getInputStream().readAllBytes();
            return bytes(new String(answer, StandardCharsets.ISO_8859_1).replaceFirst("(?i)\r\nConnection: close", ""));
        }
    }
}
