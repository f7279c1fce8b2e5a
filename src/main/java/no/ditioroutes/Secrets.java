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
 * What must not be shown. Whoever reads or fetches a secret tells it here first; what leaves the program as text is masked
 * here last, in every form a secret is written in.
 *
 * <p>Known by value, since no pattern tells a password from a word. Static, since who prints was often not made by us.
 */
public final class Secrets {

    /** What stands in a secret's place. */
    public static final String MASK = "*****";

    /** What prints every header and byte of a call: to be kept silent, whatever level somebody sets. */
    public static final Set<String> LOGS_OF_CALLS =
            Set.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire");

    private static final List<String> SETTINGS =
            List.of("ditio.client-secret", "ditio.token", "jdbc.password", "kafka.password");

    private static final List<String> PROXY_SETTINGS = List.of("proxy.https", "proxy.http");

    private static final List<String> PROXY_VARIABLES =
            List.of("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy");

    /** Masking what is shorter would garble every text, and so tell what it is. */
    private static final int SHORTEST = 4;

    /** Tokens come and go for years: those that may still be in use stay. */
    private static final int TOKENS = 32;

    private static final Pattern MAYBE_WORD = Pattern.compile("[\\p{L}\\p{N}]{1,15}");

    /** What would not arrive as it is: files of beans pass texts between quotes, and Spring and Camel fill in the others. */
    private static final List<String> UNUSABLE = List.of("\"", "${", "{{");

    private static final Pattern IN_H2_URL = passwords(";");
    private static final Pattern IN_JDBC_URL = passwords("?&");

    private static final Set<String> LASTING = new LinkedHashSet<>();
    private static final Set<String> PASSING = new LinkedHashSet<>();

    /** The longest first: a secret may be part of another. */
    private static volatile List<Pattern> forms = List.of();

    private Secrets() {}

    /**
     * Learns the secrets in variables as they are, before anybody fills in what looks like a placeholder in them, or says
     * that it cannot.
     *
     * @throws Failure where one cannot be used as it is
     */
    public static void learnVariables(UnaryOperator<String> variables) {
        SETTINGS.stream().map(Secrets::variable).forEach(variable -> {
            learn(variables.apply(variable));
            refuseUnusable(variable, variables.apply(variable));
        });
        learnJdbcUrl(variables.apply("JDBC_URL"));
        PROXY_VARIABLES.forEach(variable -> learnProxy(variables.apply(variable)));
    }

    /**
     * Learns the secrets among the settings, before anybody else reads and prints them.
     *
     * @throws Failure where one cannot be used as it is
     */
    public static void learnFrom(UnaryOperator<String> settings) {
        for (String setting : SETTINGS) {
            String secret = settings.apply(setting);
            learn(secret);
            refuseUnusable(variable(setting), secret);
        }
        learnJdbcUrl(settings.apply("jdbc.url"));
        PROXY_SETTINGS.forEach(setting -> learnProxy(settings.apply(setting)));
    }

    /** Learns a secret for as long as the program runs. Null or blank is none. */
    public static void learn(String secret) {
        add(LASTING, secret);
    }

    /** Learns a token that expires. */
    public static synchronized void learnToken(String token) {
        if (PASSING.size() == TOKENS) {
            PASSING.remove(PASSING.iterator().next());
        }
        add(PASSING, token);
    }

    /** Learns the passwords that stand in a JDBC URL. */
    public static void learnJdbcUrl(String url) {
        String text = url == null ? "" : url;
        Matcher found = (text.startsWith("jdbc:h2:") ? IN_H2_URL : IN_JDBC_URL).matcher(text);
        while (found.find()) {
            String written = found.group(1) == null ? found.group(2) : found.group(1);
            learn(written);
            learn(decoded(written));
        }
    }

    /** Learns the password in the address of a proxy, which may lack its scheme. */
    private static void learnProxy(String address) {
        if (address != null) {
            learnJdbcUrl(address.contains("//") ? address : "//" + address);
        }
    }

    /** The text without any secret. */
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
            forms = Stream.of(LASTING, PASSING)
                    .flatMap(Set::stream)
                    .flatMap(Written::forms)
                    .filter(form -> form.length() >= SHORTEST)
                    .distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Secrets::pattern)
                    .toList();
        }
    }

    /** A short secret that may be a word counts as a word alone: within a longer one it is another. */
    private static Pattern pattern(String form) {
        boolean word = MAYBE_WORD.matcher(form).matches() && (LASTING.contains(form) || PASSING.contains(form));
        return word
                ? Pattern.compile("(?<![\\p{L}\\p{N}])" + form + "(?![\\p{L}\\p{N}])")
                : Pattern.compile(form, Pattern.LITERAL);
    }

    private static void refuseUnusable(String variable, String secret) {
        for (String part : UNUSABLE) {
            if (secret != null && secret.contains(part)) {
                throw new Failure(
                        Failure.Kind.SETTINGS,
                        variable + " holds " + part
                                + " which no variable can pass on: write the secret into a file, and name that in "
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
