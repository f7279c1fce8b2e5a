package no.ditioroutes.database;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between clients and a PostgreSQL that asks for no password, as pgbouncer does: a connection has a session of the
 * server either as long as it lives, or for one transaction after the other.
 */
final class Pooler implements AutoCloseable {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final int serverPort;
    private final boolean byTransaction;
    private final ServerSocket door;
    private final Deque<Session> free = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int number;

    Pooler(int serverPort, boolean byTransaction) throws IOException {
        this.serverPort = serverPort;
        this.byTransaction = byTransaction;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        Session held = null;
        try (socket) {
            Wire client = new Wire(socket);
            byte[] startup = startup(client);
            Session first = new Session(startup);
            first.greet(client, nextNumber());
            held = keep(first);
            while (true) {
                byte[] message = client.message();
                if (message[0] == 'X') {
                    return;
                }
                held = held == null ? take() : held;
                held.wire.send(message);
                if ((message[0] == 'Q' || message[0] == 'S') && held.relay(client) && byTransaction) {
                    give(held);
                    held = null;
                }
            }
        } catch (IOException e) {
            // The client or the server is gone.
            return;
        } finally {
            if (held != null) {
                held.close();
            }
        }
    }

    /** In transaction mode one session is enough for all that do not overlap. */
    private synchronized Session keep(Session first) {
        if (!byTransaction) {
            return first;
        }
        if (free.isEmpty()) {
            free.push(first);
        } else {
            first.close();
        }
        return null;
    }

    private Session take() throws IOException {
        synchronized (this) {
            if (!free.isEmpty()) {
                return free.pop();
            }
        }
        Session more = new Session(lastStartup);
        more.greet(null, 0);
        return more;
    }

    private synchronized void give(Session session) {
        free.push(session);
    }

    private synchronized int nextNumber() {
        return ++number;
    }

    private volatile byte[] lastStartup;

    private byte[] startup(Wire client) throws IOException {
        while (true) {
            int length = client.in.readInt();
            byte[] rest = client.in.readNBytes(length - 4);
            int code = ((rest[0] & 0xFF) << 24) | ((rest[1] & 0xFF) << 16) | ((rest[2] & 0xFF) << 8) | (rest[3] & 0xFF);
            if (code == SSL_REQUEST || code == GSS_REQUEST) {
                client.out.writeByte('N');
                client.out.flush();
            } else {
                lastStartup = rest;
                return rest;
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
        synchronized (this) {
            free.forEach(Session::close);
        }
    }

    /** A connection to the server. */
    private final class Session {

        private final Socket socket;
        private final Wire wire;

        Session(byte[] startup) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            wire = new Wire(socket);
            wire.out.writeInt(startup.length + 4);
            wire.out.write(startup);
            wire.out.flush();
        }

        /** Passes the greeting on, with a number of the pooler's own in the place of the session's. */
        void greet(Wire clientOrNull, int number) throws IOException {
            byte[] message;
            do {
                message = wire.message();
                if (message[0] == 'K') {
                    message = new byte[] {'K', 0, 0, 0, 12, 0, 0, 0, (byte) number, 0, 0, 0, 0};
                }
                if (clientOrNull != null) {
                    clientOrNull.send(message);
                }
            } while (message[0] != 'Z');
        }

        /** Passes the answer on; returns whether the session is in no transaction then. */
        boolean relay(Wire client) throws IOException {
            byte[] message;
            do {
                message = wire.message();
                client.send(message);
            } while (message[0] != 'Z');
            return message[5] == 'I';
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One side, message by message. */
    private static final class Wire {

        private final DataInputStream in;
        private final DataOutputStream out;

        Wire(Socket socket) throws IOException {
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
        }

        /** A message with its kind and its length. */
        byte[] message() throws IOException {
            byte kind = in.readByte();
            int length = in.readInt();
            byte[] message = new byte[length + 1];
            message[0] = kind;
            message[1] = (byte) (length >>> 24);
            message[2] = (byte) (length >>> 16);
            message[3] = (byte) (length >>> 8);
            message[4] = (byte) length;
            in.readFully(message, 5, length - 4);
            return message;
        }

        void send(byte[] message) throws IOException {
            out.write(message);
            out.flush();
        }
    }
}
