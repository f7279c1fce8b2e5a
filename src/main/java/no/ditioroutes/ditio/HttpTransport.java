package no.ditioroutes.ditio;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** Connects to Ditio: it validates base URLs and provides the HTTP client, with its truststore and its proxies. */
public final class HttpTransport implements AutoCloseable {

    private final String caFile;
    private final boolean allowHttp;
    private final ProxyRules proxies;
    private final PooledHttpClient connections;

    /** Creates a transport with the JVM's proxies and the default limits. */
    public HttpTransport(String caFile, boolean allowHttp) {
        this(caFile, allowHttp, ProxyRules.OF_THE_JVM, CallTimeouts.USUAL);
    }

    /**
     * Creates a transport that trusts what Java trusts and, if a file is named, the certificates in it.
     *
     * @param allowHttp whether plain http to other machines is allowed
     * @throws no.ditioroutes.UserFacingException if the file holds no certificates
     */
    public HttpTransport(String caFile, boolean allowHttp, ProxyRules proxies, CallTimeouts limits) {
        this.caFile = caFile.strip();
        this.allowHttp = allowHttp;
        this.proxies = proxies;
        this.connections = new PooledHttpClient(Truststore.in(this.caFile), proxies, limits);
    }

    /**
     * Returns a base URL without trailing slashes.
     *
     * @param setting the name of the setting, for messages
     * @throws no.ditioroutes.UserFacingException if the text is not an HTTP URL, or is plain http and that is not allowed
     */
    public String base(String setting, String text) {
        return BaseUrl.of(setting, text, allowHttp);
    }

    /** Returns the HTTP client for all calls to Ditio, which stays open until this is closed. */
    CloseableHttpClient client() {
        return connections.client();
    }

    /** Returns which hosts of these addresses are reached through which proxy, in words; empty if none is. */
    public String proxiesOf(List<String> bases) {
        return bases.stream()
                .map(URI::create)
                .flatMap(base -> proxies.inWords(base).stream())
                .distinct()
                .map(words -> "; " + words)
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        connections.close();
    }

    /** Returns a description. */
    @Override
    public String toString() {
        return "https"
                + (caFile.isEmpty() ? "" : ", which trusts the certificates in " + caFile + " too")
                + (allowHttp ? "; plain http too, since DITIO_ALLOW_HTTP is set" : "");
    }
}
