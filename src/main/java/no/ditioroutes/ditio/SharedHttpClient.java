package no.ditioroutes.ditio;

import java.io.IOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * Lends the HTTP client for all calls to Ditio to Camel. Camel closes the client of each endpoint that it stops; this
 * one stays open for the other users until its transport is closed.
 */
public final class SharedHttpClient extends CloseableHttpClient {

    private final CloseableHttpClient client;

    public SharedHttpClient(HttpTransport transport) {
        this.client = transport.client();
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        return (CloseableHttpResponse) client.executeOpen(target, request, context);
    }

    @Override
    public void close() {}

    @Override
    public void close(CloseMode mode) {}
}
