package no.ditioroutes.ditio;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import no.ditioroutes.PemCertificates;

/** Builds the truststore of TLS connections. */
final class Truststore {

    private Truststore() {}

    /** Returns a TLS context that trusts what Java trusts and, if a file is named, the certificates in it. */
    static SSLContext in(String caFile) {
        try {
            if (caFile.isEmpty()) {
                return SSLContext.getDefault();
            }
            List<X509Certificate> trusted = new ArrayList<>(PemCertificates.in("DITIO_CA_FILE", caFile));
            trusted.addAll(List.of(manager(null).getAcceptedIssuers()));
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {manager(store(trusted))}, null);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that were read cannot be trusted", e);
        }
    }

    private static KeyStore store(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate certificate : trusted) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        return store;
    }

    /** @param store null for Java's own truststore */
    private static X509TrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return (X509TrustManager) managers.getTrustManagers()[0];
    }
}
