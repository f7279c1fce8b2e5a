package no.ditioroutes.ditio;

import java.net.URI;
import no.ditioroutes.Failure;

/** The base addresses of Ditio's APIs, as an operator writes them. */
public final class BaseAddress {

    private BaseAddress() {}

    /**
     * A base without the slash it may end with.
     *
     * @param setting where it was set, to be named in a message
     * @throws Failure where it is no address of a server
     */
    public static String of(String setting, String text) {
        String base = text.strip().replaceFirst("/+$", "");
        if (!isOfServer(base)) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    setting + " is '" + text + "', expected an address such as https://host/path");
        }
        return base;
    }

    private static boolean isOfServer(String base) {
        try {
            URI address = URI.create(base);
            return base.matches("(?i)https?://.*") && address.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
