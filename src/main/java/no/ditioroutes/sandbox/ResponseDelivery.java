package no.ditioroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import no.ditioroutes.sandbox.ClientConnection.Framing;

/** A way to send a response: complete, slowly, truncated, or not at all. */
@FunctionalInterface
interface ResponseDelivery {

    void deliver(ApiResponse response, ClientConnection connection) throws InterruptedException;

    static ResponseDelivery whole(Framing framing) {
        return (response, connection) -> {
            connection.write(connection.head(response, framing), framed(response.body(), framing));
            if (framing == Framing.CLOSE) {
                connection.close();
            } else {
                connection.finish();
            }
        };
    }

    static ResponseDelivery resetBeforeAnswer() {
        return (response, connection) -> connection.reset();
    }

    static ResponseDelivery resetAfterHalf() {
        return (response, connection) -> {
            connection.write(connection.head(response, Framing.LENGTH), half(response.body()));
            connection.reset();
        };
    }

    static ResponseDelivery cut(Framing framing) {
        return (response, connection) -> {
            byte[] promised = framed(response.body(), framing);
            connection.write(connection.head(response, framing), half(promised));
            connection.close();
        };
    }

    static ResponseDelivery drip(int bytesPerSecond) {
        return (response, connection) -> {
            boolean there = connection.write(connection.head(response, Framing.LENGTH));
            drops(response.body(), bytesPerSecond, there, connection);
            connection.finish();
        };
    }

    static ResponseDelivery headerDrip(int bytesPerSecond) {
        return (response, connection) -> {
            drops(connection.head(response, Framing.LENGTH), bytesPerSecond, true, connection);
            connection.write(response.body());
            connection.finish();
        };
    }

    static ResponseDelivery never() {
        return (response, connection) -> {};
    }

    private static void drops(byte[] bytes, int perSecond, boolean there, ClientConnection connection)
            throws InterruptedException {
        int size = Math.max(1, perSecond / 20);
        long pause = 1000L * size / perSecond;
        boolean open = there;
        for (int at = 0; open && at < bytes.length; at += size) {
            open = connection.write(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
            Thread.sleep(pause);
        }
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, (bytes.length + 1) / 2);
    }

    private static byte[] framed(byte[] body, Framing framing) {
        return framing == Framing.CHUNKED ? chunks(body) : body;
    }

    private static byte[] chunks(byte[] body) {
        byte[] start = (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + body.length + end.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        System.arraycopy(end, 0, all, start.length + body.length, end.length);
        return body.length == 0 ? "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII) : all;
    }
}
