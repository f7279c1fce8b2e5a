package no.ditioroutes.ditio;

import no.ditioroutes.Failure;
import no.ditioroutes.Secret;

/**
 * How this program proves who it is: a client's id and secret, or a long-lived token made in Ditio Web.
 *
 * <p>Read when first needed, so that a missing one is told in words and not by a stack trace at start.
 */
public final class Credentials {

    private final String clientId;
    private final Secret clientSecret;
    private final Secret token;

    /** Each may be unset; a token goes before a client. */
    public Credentials(String clientId, Secret clientSecret, Secret token) {
        this.clientId = clientId.strip();
        this.clientSecret = clientSecret;
        this.token = token;
    }

    /** Says what is missing, if anything is. */
    public void check() {
        if (hasToken()) {
            token();
        } else {
            clientId();
            clientSecret();
        }
    }

    boolean hasToken() {
        return token.isSet();
    }

    String token() {
        return token.value().strip();
    }

    String clientId() {
        return required(clientId, "DITIO_CLIENT_ID is not set: it names the client that Ditio gave you");
    }

    String clientSecret() {
        return required(
                clientSecret.value(),
                "DITIO_CLIENT_SECRET is not set (nor DITIO_CLIENT_SECRET_FILE): it is the secret of the client "
                        + clientId);
    }

    private static String required(String value, String otherwise) {
        if (value.isEmpty()) {
            throw new Failure(
                    Failure.Kind.SETTINGS, otherwise + ". A long-lived token in DITIO_TOKEN would do instead");
        }
        return value;
    }
}
