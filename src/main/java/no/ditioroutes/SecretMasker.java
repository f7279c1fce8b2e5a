package no.ditioroutes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Masks secrets in all text that leaves the program. Code that reads or obtains a secret registers it here first.
 *
 * <p>Secrets are recognised by value, in every encoding of {@link SecretEncodings}, since no pattern distinguishes a password
 * from a word. The class is static, since libraries print text too.
 */
public final class SecretMasker {

    /** Replaces a secret in the output. */
    public static final String MASK = "*****";

    /** Names the loggers that print headers and bodies of calls. They stay off, whatever level is configured. */
    public static final Set<String> LOGS_OF_CALLS =
            Set.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire");

    private static final List<String> SETTINGS =
            List.of("ditio.client-secret", "ditio.token", "jdbc.password", "kafka.password");

    private static final List<String> PROXY_SETTINGS = List.of("proxy.https", "proxy.http");

    private static final List<String> PROXY_VARIABLES =
            List.of("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy");

    /** Shorter secrets are not masked: that would garble every text, and so reveal them. */
    private static final int SHORTEST = 4;

    /** Older tokens are forgotten, since tokens are renewed for years and only a few can still be in use. */
    private static final int TOKENS = 32;

    private static final Pattern MAYBE_WORD = Pattern.compile("[\\p{L}\\p{N}]{1,15}");

    /**
     * A variable cannot carry these: bean files put values between quotes, and Spring and Camel resolve placeholders.
     */
    private static final List<String> UNUSABLE = List.of("\"", "${", "{{");

    private static final Pattern IN_H2_URL = passwords(";");
    private static final Pattern IN_JDBC_URL = passwords("?&");

    private static final Set<String> PERMANENT = new LinkedHashSet<>();
    private static final Set<String> TEMPORARY = new LinkedHashSet<>();

    /** Is sorted by length, the longest first, since a secret may be part of another. */
    private static volatile List<Pattern> forms = List.of();

    private SecretMasker() {}

    /**
     * Registers the secrets in environment variables before their placeholders are resolved.
     *
     * @throws UserFacingException if a secret contains characters that a variable cannot carry
     */
    public static void learnVariables(UnaryOperator<String> variables) {
        SETTINGS.stream().map(SecretMasker::variable).forEach(variable -> {
            learn(variables.apply(variable));
            rejectUnusable(variable, variables.apply(variable));
        });
        learnJdbcUrl(variables.apply("JDBC_URL"));
        PROXY_VARIABLES.forEach(variable -> learnProxy(variables.apply(variable)));
    }

    /**
     * Registers the secrets in settings before anything else reads and prints them.
     *
     * @throws UserFacingException if a secret contains characters that a variable cannot carry
     */
    public static void learnFrom(UnaryOperator<String> settings) {
        for (String setting : SETTINGS) {
            String secret = settings.apply(setting);
            learn(secret);
            rejectUnusable(variable(setting), secret);
        }
        learnJdbcUrl(settings.apply("jdbc.url"));
        PROXY_SETTINGS.forEach(setting -> learnProxy(settings.apply(setting)));
    }

    /** Registers a secret for as long as the program runs. Null and blank are ignored. */
    public static void learn(String secret) {
        add(PERMANENT, secret);
    }

    /** Registers a token that expires. */
    public static synchronized void learnToken(String token) {
        if (TEMPORARY.size() == TOKENS) {
            TEMPORARY.remove(TEMPORARY.iterator().next());
        }
        add(TEMPORARY, token);
    }

    /** Registers the passwords in a JDBC URL. */
    public static void learnJdbcUrl(String url) {
        String text = url == null ? "" : url;
        Matcher found = (text.startsWith("jdbc:h2:") ? IN_H2_URL : IN_JDBC_URL).matcher(text);
        while (found.find()) {
            String written = found.group(1) == null ? found.group(2) : found.group(1);
            learn(written);
            learn(decoded(written));
        }
    }

    /** Registers the password in the address of a proxy, which may lack its scheme. */
    private static void learnProxy(String address) {
        if (address != null) {
            learnJdbcUrl(address.contains("//") ? address : "//" + address);
        }
    }

    /** Returns the text with every secret masked. */
    public static String mask(String text) {
        String masked = text;
        for (Pattern form : masked == null ? List.<Pattern>of() : forms) {
            masked = form.matcher(masked).replaceAll(MASK);
        }
        return masked;
    }

    private static synchronized void add(Set<String> secrets, String secret) {
        String value = secret == null ? "" : secret.strip();
        if (value.length() >= SHORTEST && secrets.add(value)) {
            forms = Stream.of(PERMANENT, TEMPORARY)
                    .flatMap(Set::stream)
                    .flatMap(SecretEncodings::forms)
                    .filter(form -> form.length() >= SHORTEST)
                    .distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(SecretMasker::pattern)
                    .toList();
        }
    }

    /** Returns the pattern of a form. A short secret that may be a word is masked only if it is a separate word. */
    private static Pattern pattern(String form) {
        boolean word = MAYBE_WORD.matcher(form).matches() && (PERMANENT.contains(form) || TEMPORARY.contains(form));
        return word
                ? Pattern.compile("(?<![\\p{L}\\p{N}])" + form + "(?![\\p{L}\\p{N}])")
                : Pattern.compile(form, Pattern.LITERAL);
    }

    private static void rejectUnusable(String variable, String secret) {
        for (String part : UNUSABLE) {
            if (secret != null && secret.contains(part)) {
                throw new UserFacingException(
                        UserFacingException.Kind.SETTINGS,
                        variable + " contains " + part
                                + ", which a variable cannot carry. Write the secret to a file, and name the file in "
                                + variable + "_FILE");
            }
        }
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("\\W", "_");
    }

    private static Pattern passwords(String separators) {
        return Pattern.compile("(?i)[%s]\\w*password=([^%1$s]+)|//[^/?#@]*:([^/@]+)@".formatted(separators));
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}
