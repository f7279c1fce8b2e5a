package no.ditioroutes.ditio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.ditioroutes.Failure;

/**
 * How this program proves who it is: a client's id and secret, or a long-lived token made in Ditio Web.
 *
 * <p>Read when first needed, so that a missing one is told in words and not by a stack trace at start.
 */
public final class Credentials {

    private final String clientId;
    private final String clientSecret;
    private final String clientSecretFile;
    private final String token;

    /** Each may be empty; a token goes before a client, a secret before a file that holds it. */
    public Credentials(String clientId, String clientSecret, String clientSecretFile, String token) {
        this.clientId = clientId.strip();
        this.clientSecret = clientSecret;
        this.clientSecretFile = clientSecretFile.strip();
        this.token = token.strip();
    }

    /** Says what is missing, if anything is. */
    public void check() {
        if (!hasToken()) {
            clientId();
            clientSecret();
        }
    }

    boolean hasToken() {
        return !token.isEmpty();
    }

    String token() {
        return token;
    }

    String clientId() {
        return required(clientId, "DITIO_CLIENT_ID is not set: it names the client that Ditio gave you");
    }

    String clientSecret() {
        if (clientSecret.isEmpty() && !clientSecretFile.isEmpty()) {
            return required(secretInFile(), "DITIO_CLIENT_SECRET_FILE names " + clientSecretFile + ", which is empty");
        }
        return required(
                clientSecret,
                "DITIO_CLIENT_SECRET is not set (nor DITIO_CLIENT_SECRET_FILE): it is the secret of the client "
                        + clientId);
    }

    private String secretInFile() {
        try {
            return Files.readString(Path.of(clientSecretFile)).strip();
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "DITIO_CLIENT_SECRET_FILE names " + clientSecretFile + ", which cannot be read: " + e,
                    e);
        }
    }

    private static String required(String value, String otherwise) {
        if (value.isEmpty()) {
            throw new Failure(
                    Failure.Kind.SETTINGS, otherwise + ". A long-lived token in DITIO_TOKEN would do instead");
        }
        return value;
    }
}
