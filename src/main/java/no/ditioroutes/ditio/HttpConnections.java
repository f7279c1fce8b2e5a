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
 * The one HTTP client for all calls to Ditio. It repeats nothing by itself (that is the route's to say), follows no redirect
 * and keeps no cookie: a token must not travel to another host.
 */
final class HttpConnections implements AutoCloseable {

    private static final int MOST = 50;
    private static final int MOST_TO_A_HOST = 20;

    private final CallGuard guard;
    private final CloseableHttpClient client;

    HttpConnections(SSLContext tls, Proxies proxies, TimeLimits limits) {
        ConnectionReuse reuse = new ConnectionReuse();
        PoolingHttpClientConnectionManager connections = connections(tls, limits);
        guard = new CallGuard(limits, () -> reuse.failed(connections));
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
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "reached", CallGuard::reached)
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

    private static PoolingHttpClientConnectionManager connections(SSLContext tls, TimeLimits limits) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        tls, HostnameVerificationPolicy.CLIENT, new DefaultHostnameVerifier()))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limits.connect())
                        .setSocketTimeout(limits.silence())
                        // A connection is checked however short its rest was: a server may close it after each answer.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .setMaxConnTotal(MOST)
                .setMaxConnPerRoute(MOST_TO_A_HOST)
                .build();
    }
}
