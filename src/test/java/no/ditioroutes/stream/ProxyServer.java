package no.ditioroutes.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that knows where the hosts of a test are: it tunnels to one port, and forwards to another. */
final class ProxyServer extends Loopback {

    private final int tlsPort;
    private final int plainPort;
    private final String user;
    private volatile int refusal;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** @param user {@code name:password}; empty where nobody is asked */
    ProxyServer(int tlsPort, int plainPort, String user) {
        this.tlsPort = tlsPort;
        this.plainPort = plainPort;
        this.user = user;
        start();
    }

    /** The method and the target of each call that was let through. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** Lets no call through any more, and answers this status. */
    void refuse(int status) {
        refusal = status;
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        String head = head(in);
        byte[] body = body(head, in);
        if (!isLetIn(head)) {
            answer(client, "407 Who", "Proxy-Authenticate: Basic realm=\"test\"");
        } else if (refusal > 0) {
            answer(client, refusal + " No", "X-From: proxy");
        } else {
            passOn(client, head, body);
        }
    }

    private void passOn(Socket client, String head, byte[] body) throws IOException {
        List<String> line = List.of(head.lines().findFirst().orElse("").split(" ", 3));
        calls.add(line.get(0) + " " + line.get(1));
        if (line.get(0).equals("CONNECT")) {
            Socket server = connect(tlsPort);
            client.getOutputStream().write(bytes("HTTP/1.1 200 Connected\r\n\r\n"));
            join(client, server);
            return;
        }
        Socket server = connect(plainPort);
        server.getOutputStream()
                .write(bytes(head.replaceFirst(" http://[^/]+", " ")
                        .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")));
        server.getOutputStream().write(body);
        join(client, server);
    }

    private static void answer(Socket client, String status, String header) throws IOException {
        client.getOutputStream()
                .write(bytes(String.join(
                        "\r\n", "HTTP/1.1 " + status, header, "Content-Length: 0", "Connection: close", "", "")));
        client.close();
    }

    private boolean isLetIn(String head) {
        String expected = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return user.isEmpty() || head.contains("Proxy-Authorization: Basic " + expected);
    }
}
