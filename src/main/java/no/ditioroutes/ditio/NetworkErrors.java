package no.ditioroutes.ditio;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import no.ditioroutes.Exceptions;

/**
 * Explains why there was no response, so that a misspelt host, a closed port, a firewall and a certificate can be
 * distinguished.
 */
public final class NetworkErrors {

    /** Is ordered, since a certificate that is not trusted also ends a connection. */
    private static final Map<Class<? extends Throwable>, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(UnknownHostException.class, "unknown host: the name in the address cannot be resolved");
        WORDS.put(UnresolvedAddressException.class, "unknown host: the name in the address cannot be resolved");
        WORDS.put(CertPathBuilderException.class, "its certificate is not trusted");
        WORDS.put(CertificateException.class, "its certificate does not fit or is not trusted");
        WORDS.put(SSLException.class, "no TLS connection");
        WORDS.put(NoRouteToHostException.class, "no route to the host: a firewall or the network is in the way");
        WORDS.put(HttpTimeoutException.class, "timed out");
        WORDS.put(SocketTimeoutException.class, "timed out");
        WORDS.put(ConnectException.class, "connection refused: nothing listens at this address and port");
    }

    private NetworkErrors() {}

    /** Returns the cause in words, followed by the message of the exception. */
    public static String words(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return WORDS.entrySet().stream()
                .filter(kind -> Exceptions.of(kind.getKey(), thrown).isPresent())
                .findFirst()
                .map(kind -> kind.getValue() + (thrown.getMessage() == null ? "" : " (" + message + ")"))
                .orElse(message);
    }
}
