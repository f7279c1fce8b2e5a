package no.ditioroutes.ditio;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** How Ditio is reached: at which addresses, whose certificates are trusted, through which proxy, and by which client. */
public final class Transport implements AutoCloseable {

    private final String caFile;
    private final boolean allowHttp;
    private final Proxies proxies;
    private final HttpConnections connections;

    /** Without a proxy of its own, and with the usual limits. */
    public Transport(String caFile, boolean allowHttp) {
        this(caFile, allowHttp, Proxies.OF_THE_JVM, TimeLimits.USUAL);
    }

    /**
     * Trusts what Java trusts and, where a file is named, the certificates in it.
     *
     * @param allowHttp whether plain http may go to other machines
     * @throws no.ditioroutes.Failure where the file holds no certificates
     */
    public Transport(String caFile, boolean allowHttp, Proxies proxies, TimeLimits limits) {
        this.caFile = caFile.strip();
        this.allowHttp = allowHttp;
        this.proxies = proxies;
        this.connections = new HttpConnections(Trust.in(this.caFile), proxies, limits);
    }

    /**
     * A base address without the slash it may end with.
     *
     * @param setting where it was set, to be named in a message
     * @throws no.ditioroutes.Failure where it is none, or is plain http and must not be
     */
    public String base(String setting, String text) {
        return BaseAddress.of(setting, text, allowHttp);
    }

    /** Returns the one client for all calls to Ditio, which is open until this is closed. */
    CloseableHttpClient client() {
        return connections.client();
    }

    /** Returns in words which hosts of these addresses are reached through which proxy; empty where none is. */
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

    /** In words. */
    @Override
    public String toString() {
        return "https"
                + (caFile.isEmpty() ? "" : ", which trusts the certificates in " + caFile + " too")
                + (allowHttp ? "; plain http too, since DITIO_ALLOW_HTTP is set" : "");
    }
}
