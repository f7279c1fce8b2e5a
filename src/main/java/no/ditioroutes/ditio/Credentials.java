package no.ditioroutes.ditio;

import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;

/**
 * Authenticates this program: by a client's id and secret, or by a long-lived token made in Ditio Web.
 *
 * <p>They are read on first use, so that a missing one is reported by a message and not by a stack trace at startup.
 */
public final class Credentials {

    private final String clientId;
    private final SecretSetting clientSecret;
    private final SecretSetting token;

    /** Creates credentials, each of which may be unset; a token takes precedence over a client. */
    public Credentials(String clientId, SecretSetting clientSecret, SecretSetting token) {
        this.clientId = clientId.strip();
        this.clientSecret = clientSecret;
        this.token = token;
    }

    /** Fails if a required credential is missing. */
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

    private static String required(String value, String message) {
        if (value.isEmpty()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    message + ". Set it, or a long-lived token in DITIO_TOKEN instead");
        }
        return value;
    }
}
