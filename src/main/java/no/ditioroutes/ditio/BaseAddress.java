package no.ditioroutes.ditio;

import java.net.URI;
import java.util.regex.Pattern;
import no.ditioroutes.Failure;

/** The base addresses of Ditio's APIs, as an operator writes them. */
final class BaseAddress {

    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private BaseAddress() {}

    /**
     * A base without the slash it may end with.
     *
     * @param setting where it was set, to be named in a message
     * @throws Failure where it is no address of a server, or one that is reached in the open but not allowed to be
     */
    static String of(String setting, String text, boolean allowHttp) {
        String base = text.strip().replaceFirst("/+$", "");
        URI address = address(base);
        if (address.getHost() == null || !base.matches("(?i)https?://.*")) {
            throw wrong(setting, text, "expected an address such as https://host/path");
        }
        if (!allowHttp && isOpen(address)) {
            throw wrong(
                    setting,
                    text,
                    "expected https: by plain http everybody on the way reads the secret, the tokens and the data."
                            + " Where that is as it should be, set DITIO_ALLOW_HTTP=true");
        }
        return base;
    }

    /** What never leaves this machine needs no TLS. */
    private static boolean isOpen(URI address) {
        return address.getScheme().equalsIgnoreCase("http") && !isLoopback(address.getHost());
    }

    /** Whether a host is this machine by the name that it has for itself. */
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

    private static Failure wrong(String setting, String text, String expected) {
        return new Failure(Failure.Kind.SETTINGS, setting + " is '" + text + "', " + expected);
    }
}
