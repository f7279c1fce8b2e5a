package no.ditioroutes.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import no.ditioroutes.UserFacingException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;

/** Reports why the program does not start, by the messages of the exceptions involved and without stack traces. */
public final class StartFailure {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private StartFailure() {}

    /**
     * Returns the failure that the program itself reported, or one made of what Camel and its runtime report about a
     * route or a setting.
     *
     * @param settings the file that holds the settings
     */
    public static UserFacingException of(Throwable thrown, String settings) {
        List<String> said = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserFacingException failure) {
                return failure;
            }
            add(said, words(cause));
        }
        return new UserFacingException(
                UserFacingException.Kind.SETTINGS,
                "The program does not start. " + String.join(": ", said) + ". See routes/ and " + settings,
                thrown);
    }

    public static UserFacingException portTaken(int port, Throwable thrown) {
        return new UserFacingException(
                UserFacingException.Kind.SETTINGS,
                "Port " + port + " is taken by another program. Give another in SERVER_PORT",
                thrown);
    }

    /** Adds a message and drops earlier ones that contain it, since wrappers repeat the message of their cause. */
    private static void add(List<String> said, String words) {
        said.removeIf(earlier -> earlier.contains(words));
        said.add(words);
    }

    private static String words(Throwable cause) {
        if (cause instanceof FailedToCreateRouteException route) {
            return "The route " + route.getRouteId() + " cannot be made";
        }
        if (cause instanceof FailedToStartRouteException route) {
            return "The route " + route.getRouteId() + " cannot be started";
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return SPACES.matcher(message).replaceAll(" ").strip();
    }
}
