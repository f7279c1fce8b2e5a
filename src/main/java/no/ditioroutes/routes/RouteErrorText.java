package no.ditioroutes.routes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.ditioroutes.Exceptions;
import no.ditioroutes.UserFacingException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;

/**
 * Turns an exception of Camel about a route file into one line of text, with the line of the file if it can be found.
 */
final class RouteErrorText {

    private static final Pattern LINE = Pattern.compile("\\bline:? (\\d+)");
    private static final Pattern OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.+)}]");
    private static final Pattern REFERENCE = Pattern.compile("(?:with ref:|no routeTemplate) (\\S+)");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private RouteErrorText() {}

    /** Describes why a file cannot be loaded. */
    static RouteFileException of(RouteFile file, Throwable thrown) {
        Throwable cause = deepest(thrown);
        return new RouteFileException(file.name(), line(file, thrown, cause), reason(cause), thrown);
    }

    /**
     * Returns the cause with the program's own message if there is one, else the innermost cause that has a message.
     */
    private static Throwable deepest(Throwable thrown) {
        Throwable cause = thrown;
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof UserFacingException) {
                return each;
            }
            cause = each.getMessage() == null ? cause : each;
        }
        return cause;
    }

    private static String reason(Throwable cause) {
        Matcher options = OPTIONS.matcher(String.valueOf(cause.getMessage()));
        if (cause instanceof ResolveEndpointFailedException endpoint && options.find()) {
            return scheme(endpoint) + " has no option " + options.group(1).replaceAll("=[^,]*", "");
        }
        if (cause instanceof NoSuchEndpointException endpoint) {
            return "Unknown component " + endpoint.getUri().replaceFirst("[:?].*", "");
        }
        // Camel repeats the file and the line after its message.
        return firstLine(cause).replaceFirst(" in file:.*", "");
    }

    private static String scheme(ResolveEndpointFailedException endpoint) {
        return String.valueOf(endpoint.getUri()).replaceFirst("[:?].*", "");
    }

    /** Returns the message up to where a list of locations or a dump of the route begins. */
    static String firstLine(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        String line = SPACES.matcher(message).replaceAll(" ").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static int line(RouteFile file, Throwable thrown, Throwable cause) {
        Matcher stated = LINE.matcher(String.valueOf(cause.getMessage()));
        return stated.find() ? Integer.parseInt(stated.group(1)) : lineOf(file, word(thrown, cause));
    }

    /** Returns the word in the file that the failure is about: a bean, an option or an address. */
    private static String word(Throwable thrown, Throwable cause) {
        Matcher options = OPTIONS.matcher(String.valueOf(cause.getMessage()));
        if (options.find()) {
            return options.group(1).replaceFirst("=.*", "");
        }
        Optional<String> option =
                Exceptions.of(UnknownOptionException.class, thrown).map(UnknownOptionException::option);
        Optional<String> bean = Exceptions.of(NoSuchBeanException.class, thrown).map(NoSuchBeanException::getName);
        Matcher reference = REFERENCE.matcher(String.valueOf(cause.getMessage()));
        return option.or(() -> bean)
                .or(() -> reference.find() ? Optional.of(reference.group(1)) : Optional.empty())
                .or(() -> Exceptions.of(NoSuchEndpointException.class, thrown)
                        .map(endpoint ->
                                endpoint.getUri().replaceFirst("\\?.*", "").replaceFirst("://", ":")))
                .or(() -> Exceptions.of(ResolveEndpointFailedException.class, thrown)
                        .map(RouteErrorText::address))
                .orElse("");
    }

    /** Returns the address as it is in the file, without the slashes that Camel adds and without options. */
    private static String address(ResolveEndpointFailedException endpoint) {
        return String.valueOf(endpoint.getUri()).replaceFirst("\\?.*", "").replaceFirst("://", ":");
    }

    private static int lineOf(RouteFile file, String word) {
        if (word == null || word.isEmpty()) {
            return 0;
        }
        Matcher found = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(file.text());
        return found.find()
                ? 1
                        + (int) file.text()
                                .substring(0, found.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                : 0;
    }
}
