package no.ditioroutes.ditio;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Selects the proxy of a call. The first matching rule decides: loopback hosts are reached directly, as in Java and Go;
 * so are the hosts of {@code NO_PROXY}; {@code HTTPS_PROXY} applies to https and {@code HTTP_PROXY} to http; the JVM's
 * own properties come last ({@code https.proxyHost}, {@code http.nonProxyHosts}).
 */
public final class ProxyRules {

    /** Uses no proxy but those of the JVM. */
    static final ProxyRules OF_THE_JVM = new ProxyRules("", "", "");

    private final Optional<ProxyAddress> https;
    private final Optional<ProxyAddress> http;
    private final NoProxyRules exceptions;

    /**
     * Creates the rules; each text may be empty.
     *
     * @param exceptions hosts that are reached directly, separated by commas
     * @throws no.ditioroutes.UserFacingException if a text is not the address of a proxy
     */
    public ProxyRules(String https, String http, String exceptions) {
        this.https = proxy("HTTPS_PROXY", https);
        this.http = proxy("HTTP_PROXY", http);
        this.exceptions = new NoProxyRules(exceptions);
    }

    /** Returns the proxy of a host; empty if it is reached directly. */
    Optional<HttpHost> of(HttpHost target) {
        int port = DefaultSchemePortResolver.INSTANCE.resolve(target);
        if (BaseUrl.isLoopback(target.getHostName()) || exceptions.matches(target.getHostName(), port)) {
            return Optional.empty();
        }
        Optional<ProxyAddress> set = target.getSchemeName().equalsIgnoreCase("https") ? https : http;
        return set.map(ProxyAddress::host).or(() -> ofTheJvm(target));
    }

    HttpRoutePlanner planner() {
        return new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE) {
            @Override
            protected HttpHost determineProxy(HttpHost target, HttpContext context) {
                return of(target).orElse(null);
            }
        };
    }

    /** Returns the credentials of the proxies. */
    CredentialsProvider credentials() {
        BasicCredentialsProvider users = new BasicCredentialsProvider();
        Stream.of(https, http)
                .flatMap(Optional::stream)
                .filter(proxy -> !proxy.user().isEmpty())
                .forEach(proxy -> users.setCredentials(
                        new AuthScope(proxy.host()),
                        new UsernamePasswordCredentials(
                                proxy.user(), proxy.password().toCharArray())));
        return users;
    }

    /** Returns a description of the proxy through which a host is reached; empty if it is reached directly. */
    Optional<String> inWords(URI address) {
        return of(HttpHost.create(address)).map(proxy -> address.getHost() + " through the proxy " + named(proxy));
    }

    private String named(HttpHost proxy) {
        return Stream.of(https, http)
                .flatMap(Optional::stream)
                .filter(set -> set.host().equals(proxy))
                .findFirst()
                .map(ProxyAddress::toString)
                .orElse(proxy.toHostString() + " (the JVM's properties)");
    }

    /** Returns the JVM's proxy for a host. A SOCKS proxy is not used. */
    private static Optional<HttpHost> ofTheJvm(HttpHost target) {
        return Optional.ofNullable(ProxySelector.getDefault()).stream()
                .flatMap(selector -> selector.select(URI.create(target.toURI())).stream())
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(address -> new HttpHost("http", address.getHostString(), address.getPort()))
                .findFirst();
    }

    private static Optional<ProxyAddress> proxy(String setting, String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(ProxyAddress.parse(setting, text.strip()));
    }
}
