package no.ditioroutes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate of this machine, made by the JDK, for clients that trust the file {@link #certificate}. */
public final class SelfSignedCertificate {

    static final String STORE_PASSWORD = "changeit";

    private static final char[] PASSWORD = STORE_PASSWORD.toCharArray();

    private final Path folder;
    private final KeyStore keys;

    private SelfSignedCertificate(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store())) {
            keys.load(file, PASSWORD);
        }
        pem(certificate(), "CERTIFICATE", keys.getCertificate("it").getEncoded());
        pem(key(), "PRIVATE KEY", keys.getKey("it", PASSWORD).getEncoded());
    }

    /** Returns the certificate that all tests of this process share. */
    public static SelfSignedCertificate shared() {
        return Shared.ONE;
    }

    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** Returns the key of the certificate, as PKCS-8. */
    public Path key() {
        return folder.resolve("key.pem");
    }

    /** Returns both in a PKCS-12 file. */
    Path store() {
        return folder.resolve("store.p12");
    }

    /** Creates a certificate for a server on localhost, or on the hosts of ditio.example.com, which do not exist. */
    public SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    private static SelfSignedCertificate make() {
        try {
            Path folder = Files.createTempDirectory("self-signed");
            Process keytool = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "it",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,dns:*.ditio.example.com,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            STORE_PASSWORD,
                            "-keystore",
                            folder.resolve("store.p12").toString()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("no certificate: " + said);
            }
            return new SelfSignedCertificate(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pem(Path file, String type, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
        // PostgreSQL rejects a key that others may read.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static final class Shared {

        private static final SelfSignedCertificate ONE = make();
    }
}
