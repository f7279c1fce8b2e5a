package no.ditioroutes.ditio;

import java.net.URI;
import java.util.regex.Pattern;
import no.ditioroutes.UserFacingException;

/** Validates the base URLs of Ditio's APIs in the settings. */
public final class BaseUrl {

    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private BaseUrl() {}

    /**
     * Returns a base URL without trailing slashes.
     *
     * @param setting the name of the setting, for messages
     * @throws UserFacingException if the text is not an HTTP URL, or is plain http to another host and that is not allowed
     */
    public static String of(String setting, String text, boolean allowHttp) {
        String base = text.strip().replaceFirst("/+$", "");
        URI address = address(base);
        if (address.getHost() == null || !base.matches("(?i)https?://.*")) {
            throw wrong(setting, text, "expected an address such as https://host/path");
        }
        if (!allowHttp && isUnencrypted(address)) {
            throw wrong(
                    setting,
                    text,
                    "expected https: plain http exposes the secret, the tokens and the data to the network."
                            + " To allow it all the same, set DITIO_ALLOW_HTTP=true");
        }
        return base;
    }

    /** Returns whether calls leave this machine unencrypted. */
    private static boolean isUnencrypted(URI address) {
        return address.getScheme().equalsIgnoreCase("http") && !isLoopback(address.getHost());
    }

    /** Returns whether a host is a loopback name or address. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    private static URI address(String base) {
        try {
            return URI.create(base);
        } catch (IllegalArgumentException e) {
            return URI.create("");
        }
    }

    private static UserFacingException wrong(String setting, String text, String expected) {
        return new UserFacingException(UserFacingException.Kind.SETTINGS, setting + " is '" + text + "', " + expected);
    }
}
