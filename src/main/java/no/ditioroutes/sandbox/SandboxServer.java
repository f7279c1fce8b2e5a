package no.ditioroutes.sandbox;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Accepts requests and handles each in a thread of its own, so that a response may be slow. */
final class SandboxServer implements AutoCloseable {

    /** Handles a request on its connection. */
    @FunctionalInterface
    interface Exchange {
        void answer(ApiRequest request, ClientConnection connection) throws InterruptedException;
    }

    private static final int LONGEST_LINE = 1 << 16;
    private static final int LARGEST_BODY = 1 << 27;

    private final EventLoopGroup loop = new NioEventLoopGroup(2, new DefaultThreadFactory("sandbox-http", true));
    private final ExecutorService workers =
            Executors.newCachedThreadPool(new DefaultThreadFactory("sandbox-worker", true));
    private final Exchange exchange;
    private final Clock clock;
    private final Channel channel;

    SandboxServer(String address, int port, Exchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
        this.channel = listen(address, port);
    }

    private Channel listen(String address, int port) {
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Pipeline())
                .bind(address, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(
                    new IOException(address + ", port " + port + ": " + bound.cause(), bound.cause()));
        }
        return bound.channel();
    }

    /** Returns the host name for clients: that of this machine if the server listens on all interfaces. */
    String host() {
        InetAddress bound = ((InetSocketAddress) channel.localAddress()).getAddress();
        String host = bound.isAnyLocalAddress() ? machine() : bound.getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        workers.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {

        @Override
        protected void initChannel(SocketChannel client) {
            client.pipeline()
                    .addLast(new HttpResponseEncoder())
                    .addLast(new HttpRequestDecoder(LONGEST_LINE, LONGEST_LINE, LONGEST_LINE))
                    .addLast(new HttpObjectAggregator(LARGEST_BODY))
                    .addLast(new Receiver());
        }
    }

    private final class Receiver extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
            if (message.decoderResult().isFailure()) {
                ChannelFuture unused = context.close();
                return;
            }
            ApiRequest request = ApiRequest.of(message);
            // Raw bytes are written below the encoder, so that faults can break HTTP.
            ChannelHandlerContext wire = context.pipeline().context(HttpResponseEncoder.class);
            workers.execute(() -> answer(request, new ClientConnection(wire, request.keepAlive(), clock)));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ChannelFuture unused = context.close();
        }
    }

    private void answer(ApiRequest request, ClientConnection connection) {
        try {
            exchange.answer(request, connection);
        } catch (InterruptedException closing) {
            connection.close();
            Thread.currentThread().interrupt();
        }
    }
}
