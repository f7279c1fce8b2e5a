package no.ditioroutes.ditio;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import no.ditioroutes.UserFacingException;
import org.apache.hc.core5.http.HttpHost;

/**
 * The address of a proxy in a setting.
 *
 * @param setting the name of the setting
 * @param user empty if the proxy requires none
 */
record ProxyAddress(String setting, HttpHost host, String user, String password) {

    private static final String EXPECTED = "expected http://host:port or http://user:password@host:port";

    /**
     * Parses a text such as {@code http://user:password@proxy.example.com:3128}; the scheme may be missing.
     *
     * @throws UserFacingException if the text is not the address of a proxy
     */
    static ProxyAddress parse(String setting, String text) {
        URI address = address(setting, text.contains("://") ? text : "http://" + text);
        boolean plain = "http".equalsIgnoreCase(address.getScheme());
        if (!plain || address.getHost() == null || address.getPort() < 0) {
            throw wrong(setting, text);
        }
        String[] user = String.valueOf(address.getRawUserInfo()).split(":", 2);
        return new ProxyAddress(
                setting,
                new HttpHost("http", address.getHost(), address.getPort()),
                address.getRawUserInfo() == null ? "" : decoded(user[0]),
                user.length < 2 ? "" : decoded(user[1]));
    }

    /** Returns the address without its password. */
    @Override
    public String toString() {
        return (user.isEmpty() ? "" : user + "@") + host.toHostString() + " (" + setting + ")";
    }

    private static URI address(String setting, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw wrong(setting, text);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static UserFacingException wrong(String setting, String text) {
        return new UserFacingException(UserFacingException.Kind.SETTINGS, setting + " is '" + text + "', " + EXPECTED);
    }
}
