package no.ditioroutes.ditio;

import java.time.Duration;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;

/**
 * Decides whether a connection is kept alive. After a failed call none is for a while, so that a server or proxy that
 * drops connections silently costs one attempt, and a retry never uses an old connection.
 */
final class ConnectionReuse implements ConnectionReuseStrategy {

    private static final Duration WITHOUT_REUSE = Duration.ofMinutes(5);

    private volatile boolean failed;
    private volatile long failedAtNanos;

    /** Closes idle connections, and keeps none alive for a while. */
    void failed(ConnPoolControl<?> connections) {
        failedAtNanos = System.nanoTime();
        failed = true;
        connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    @Override
    public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
        boolean lately = failed && System.nanoTime() - failedAtNanos < WITHOUT_REUSE.toNanos();
        return !lately && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }
}
