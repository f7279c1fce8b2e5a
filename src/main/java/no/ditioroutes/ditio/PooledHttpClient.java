package no.ditioroutes.ditio;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Holds the HTTP client for all calls to Ditio and its connection pool. It never retries, which is up to the routes,
 * follows no redirects and keeps no cookies: a token must not reach another host.
 */
final class PooledHttpClient implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 50;
    private static final int MAX_CONNECTIONS_PER_HOST = 20;

    private final DeadlineInterceptor guard;
    private final CloseableHttpClient client;

    PooledHttpClient(SSLContext tls, ProxyRules proxies, CallTimeouts limits) {
        ConnectionReuse reuse = new ConnectionReuse();
        PoolingHttpClientConnectionManager connections = connections(tls, limits);
        guard = new DeadlineInterceptor(limits, () -> reuse.failed(connections));
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy(reuse)
                .setRoutePlanner(proxies.planner())
                .setDefaultCredentialsProvider(proxies.credentials())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(limits.silence())
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .addExecInterceptorFirst("guard", guard)
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "reached", DeadlineInterceptor::reached)
                .build();
    }

    CloseableHttpClient client() {
        return client;
    }

    @Override
    public void close() {
        guard.close();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PoolingHttpClientConnectionManager connections(SSLContext tls, CallTimeouts limits) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        tls, HostnameVerificationPolicy.CLIENT, new DefaultHostnameVerifier()))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limits.connect())
                        .setSocketTimeout(limits.silence())
                        // Every reused connection is validated: a server may close it after each response.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS_PER_HOST)
                .build();
    }
}
