package no.ditioroutes.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import no.ditioroutes.PemCertificates;
import no.ditioroutes.UserFacingException;

/**
 * Checks the TLS parameters in the URL of a PostgreSQL database, and rejects those that would not protect as they
 * appear to.
 */
final class PostgresTls {

    private static final Set<String> CHECKED = Set.of("verify-ca", "verify-full");

    private final Map<String, String> parameters = new HashMap<>();

    private PostgresTls(String url) {
        String options = url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
        for (String option : options.split("&", -1)) {
            String[] pair = option.split("=", 2);
            parameters.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
    }

    /**
     * Checks the parameters, without reading the files they name.
     *
     * @throws UserFacingException if one is missing, or is set and would not be used
     */
    static void check(String url) {
        new PostgresTls(url).check();
    }

    /**
     * Checks the files that the parameters name.
     *
     * @throws UserFacingException if one cannot be read
     */
    static void checkFiles(String url) {
        new PostgresTls(url).checkFiles();
    }

    private void check() {
        boolean checked = CHECKED.contains(mode());
        boolean trusted = isSet("sslrootcert") || isSet("sslfactory");
        if (checked && !trusted) {
            throw wrong((isSet("sslmode") ? "sslmode=" + mode() : "ssl=true")
                    + " without sslrootcert, the file with the CA to check against");
        }
        if (isSet("sslrootcert") && !checked) {
            throw wrong("sslrootcert without sslmode=verify-full: the server's certificate would not be checked");
        }
        if (value("sslfactory").endsWith(".NonValidatingFactory")) {
            throw wrong("sslfactory=" + value("sslfactory") + ", which checks no certificate: leave it out");
        }
        if (isSet("sslrootcert") && isSet("sslfactory") && !value("sslfactory").endsWith(".LibPQFactory")) {
            throw wrong("sslrootcert, which sslfactory=" + value("sslfactory") + " does not use: leave one out");
        }
        if (isSet("sslcert") != isSet("sslkey") && !value("sslkey").endsWith(".p12")) {
            throw wrong(isSet("sslcert") ? "sslcert without sslkey" : "sslkey without sslcert");
        }
    }

    private void checkFiles() {
        if (isSet("sslrootcert")) {
            PemCertificates.in("sslrootcert in JDBC_URL", value("sslrootcert"));
        }
        List.of("sslcert", "sslkey").forEach(this::checkFile);
    }

    /** Returns the mode as the driver reads it: {@code ssl} without a mode is the strictest. */
    private String mode() {
        boolean ssl = parameters.containsKey("ssl") && value("ssl").matches("(?i)true|");
        return isSet("sslmode") || !ssl ? value("sslmode").toLowerCase(Locale.ROOT) : "verify-full";
    }

    private void checkFile(String name) {
        if (isSet(name) && !Files.isReadable(Path.of(value(name)))) {
            throw wrong(name + "=" + value(name) + ", a file that cannot be read");
        }
    }

    private boolean isSet(String name) {
        return !value(name).isEmpty();
    }

    private String value(String name) {
        return parameters.getOrDefault(name, "");
    }

    private static UserFacingException wrong(String what) {
        return new UserFacingException(UserFacingException.Kind.SETTINGS, "JDBC_URL has " + what);
    }
}
