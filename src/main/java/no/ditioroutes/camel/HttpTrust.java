package no.ditioroutes.camel;

import javax.net.ssl.SSLContext;
import no.ditioroutes.ditio.Transport;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Lets Camel's HTTP client trust whom all calls to Ditio trust. */
public final class HttpTrust extends SSLContextParameters {

    private final Transport transport;

    public HttpTrust(Transport transport) {
        this.transport = transport;
    }

    @Override
    public SSLContext createSSLContext(CamelContext camel) {
        return transport.tls();
    }
}
