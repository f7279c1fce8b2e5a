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

    /** Masking what is shorter would garble every text, and so tell what it is. */
    private static final int SHORTEST = 4;

    /** Tokens come and go for years: those that may still be in use stay. */
    private static final int TOKENS = 32;

    private static final Pattern MAYBE_WORD = Pattern.compile("[\\p{L}\\p{N}]{1,15}");

    private static final Pattern IN_JDBC_URL = Pattern.compile("(?i)[?&;]\\w*password=([^&;]+)|//[^/?#@]*:([^/@]+)@");

    private static final Set<String> LASTING = new LinkedHashSet<>();
    private static final Set<String> PASSING = new LinkedHashSet<>();

    /** The longest first: a secret may be part of another. */
    private static volatile List<Pattern> forms = List.of();

    private Secrets() {}

    /**
     * Learns the secrets among the settings, before anybody else reads and prints them.
     *
     * @throws Failure where one cannot be used as it is
     */
    public static void learnFrom(UnaryOperator<String> settings) {
        for (String setting : SETTINGS) {
            String secret = settings.apply(setting);
            learn(secret);
            refuseQuote(setting.toUpperCase(Locale.ROOT).replaceAll("\\W", "_"), secret);
        }
        learnJdbcUrl(settings.apply("jdbc.url"));
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
        Matcher found = IN_JDBC_URL.matcher(url == null ? "" : url);
        while (found.find()) {
            String written = found.group(1) == null ? found.group(2) : found.group(1);
            learn(written);
            learn(decoded(written));
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

    /** Files of beans pass texts between quotes. */
    private static void refuseQuote(String variable, String secret) {
        if (secret != null && secret.contains("\"")) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    variable
                            + " holds a double quote, which no variable can pass on: write it into a file, and name that in "
                            + variable + "_FILE");
        }
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}
