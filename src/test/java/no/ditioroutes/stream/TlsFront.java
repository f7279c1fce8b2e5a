package no.ditioroutes.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import no.ditioroutes.SelfSignedCertificate;

/** Speaks TLS for a server that does not: what comes in goes on in the open, on loopback. */
final class TlsFront implements AutoCloseable {

    private final String host;
    private final ServerSocket front;
    private final int behind;

    /** @param host a name of this machine, in the certificate or not */
    TlsFront(String host, int behind) {
        this.host = host;
        this.behind = behind;
        try {
            front = SelfSignedCertificate.shared()
                    .server()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName(host));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        inBackground(this::serve);
    }

    /** The same address, by TLS. */
    String of(String base) {
        return "https://" + host + ":" + front.getLocalPort() + URI.create(base).getPath();
    }

    @Override
    public void close() {
        close(front);
    }

    private void serve() throws IOException {
        while (!front.isClosed()) {
            Socket in = front.accept();
            Socket out = new Socket(InetAddress.getLoopbackAddress(), behind);
            inBackground(() -> copy(in, out));
            inBackground(() -> copy(out, in));
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Who does not trust the certificate hangs up.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The front is closed.
                    }
                },
                "tls-front");
        thread.setDaemon(true);
        thread.start();
    }
}
