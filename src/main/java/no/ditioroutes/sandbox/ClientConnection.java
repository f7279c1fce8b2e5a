package no.ditioroutes.sandbox;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The socket to one client. It is written to as raw bytes, so that faults can break any rule of HTTP. */
final class ClientConnection {

    /** The ways to mark the end of a body. */
    enum Framing {
        LENGTH,
        CHUNKED,
        CLOSE
    }

    private final ChannelHandlerContext wire;
    private final boolean keepAlive;
    private final Clock clock;

    ClientConnection(ChannelHandlerContext wire, boolean keepAlive, Clock clock) {
        this.wire = wire;
        this.keepAlive = keepAlive;
        this.clock = clock;
    }

    /** Waits until the bytes are handed to the operating system; returns false if the client has disconnected. */
    boolean write(byte[]... parts) throws InterruptedException {
        return wire.writeAndFlush(Unpooled.wrappedBuffer(parts)).await().isSuccess();
    }

    byte[] head(ApiResponse response, Framing framing) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(HttpResponseStatus.valueOf(response.status()))
                .append("\r\n");
        headers(response, framing).forEach((name, value) -> line(head, name, value));
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Keeps the connection open for the next request, or closes it if the client asked for that. */
    void finish() {
        if (!keepAlive) {
            close();
        }
    }

    void close() {
        ChannelFuture unused = wire.close();
    }

    /** Closes with linger time 0, so that the client sees a reset. */
    void reset() {
        wire.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelFuture unused = wire.close();
    }

    private Map<String, String> headers(ApiResponse response, Framing framing) {
        ApiResponse complete = framed(response, framing);
        Map<String, String> headers = complete.headers();
        return headers.containsKey("Date")
                ? headers
                : complete.withHeader("Date", date(clock)).headers();
    }

    private ApiResponse framed(ApiResponse response, Framing framing) {
        if (response.status() == 204 || response.status() == 304) {
            return response;
        }
        return switch (framing) {
            case LENGTH -> connection(response.withHeader("Content-Length", String.valueOf(response.body().length)));
            case CHUNKED -> connection(response.withHeader("Transfer-Encoding", "chunked"));
            case CLOSE -> response.withHeader("Connection", "close");
        };
    }

    private ApiResponse connection(ApiResponse response) {
        return keepAlive ? response : response.withHeader("Connection", "close");
    }

    /** Writes a header line; a header without value was removed by a fault. */
    private static void line(StringBuilder head, String name, String value) {
        if (!value.isEmpty()) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    static String date(Clock clock) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    }
}
