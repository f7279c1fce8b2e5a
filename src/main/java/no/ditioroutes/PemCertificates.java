package no.ditioroutes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads certificates from the PEM files that settings name. */
public final class PemCertificates {

    private PemCertificates() {}

    /**
     * Returns the certificates in a file, of which there is at least one.
     *
     * @param setting the setting that names the file
     */
    public static List<X509Certificate> in(String setting, String file) {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw failure(setting, file, "holds no certificate", null);
            }
            return found;
        } catch (CertificateException e) {
            throw failure(setting, file, "holds no certificate that can be read: " + e.getMessage(), e);
        } catch (IOException | InvalidPathException e) {
            throw failure(setting, file, "cannot be read: " + e, e);
        }
    }

    private static UserFacingException failure(String setting, String file, String what, Exception cause) {
        return new UserFacingException(
                UserFacingException.Kind.SETTINGS,
                setting + " names " + file + ", which " + what + ". Expected a file with certificates in PEM form",
                cause);
    }
}
