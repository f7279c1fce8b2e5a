package no.ditioroutes.telematics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Executor;

/** A port that leads to a server. When it is shut no connection comes about, and those there are stay. */
final class Gate {

    private static final Executor THREADS = work -> {
        Thread thread = new Thread(work, "gate");
        thread.setDaemon(true);
        thread.start();
    };

    private volatile URI target;
    private ServerSocket door = open(0);

    String base() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** Leads to this address from now on. */
    void to(String base) {
        target = URI.create(base);
    }

    void shut() throws IOException {
        door.close();
    }

    void reopen() {
        door = open(door.getLocalPort());
    }

    private ServerSocket open(int port) {
        try {
            ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            THREADS.execute(() -> letThrough(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void letThrough(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                Socket server = new Socket(target.getHost(), target.getPort());
                THREADS.execute(() -> pass(client, server));
                THREADS.execute(() -> pass(server, client));
            } catch (IOException shut) {
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            return;
        }
    }
}
