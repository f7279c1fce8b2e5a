package no.ditioroutes.database;

import java.sql.SQLException;
import no.ditioroutes.UserFacingException;

/** Classifies database errors by who has to act on them, and describes what to do. */
public final class SqlErrors {

    private static final String NOTHING_REJECTED =
            " Nothing was rejected; the next run goes on where this one stopped.";

    private final String url;

    /** Creates messages for a URL, which is shown without its options since they may contain credentials. */
    SqlErrors(String url) {
        this.url = url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }

    String url() {
        return url;
    }

    /**
     * Returns whether the database rejected a value of a record: it will do so again, but another record may pass. A
     * violated constraint, or a missing column, index or privilege, is a problem of the table and affects one record
     * after the other.
     */
    public static boolean isOfData(SQLException e) {
        String state = state(e);
        return state.startsWith("22") || state.startsWith("54");
    }

    /** Returns whether a row with the same key exists. */
    public static boolean isDuplicate(SQLException e) {
        return state(e).equals("23505");
    }

    /** Returns the failure that stops the run, for any other error. */
    UserFacingException failure(String doing, SQLException e) {
        SQLException cause = cause(e);
        String message = "The database " + url + " failed while " + doing + ": " + said(cause) + ". " + advice(cause);
        return new UserFacingException(UserFacingException.Kind.SINK, message, e);
    }

    /** Returns the driver's exception, which a pool wraps in its own. */
    private static SQLException cause(SQLException e) {
        return e.getCause() instanceof SQLException cause ? cause : e;
    }

    private static String said(SQLException e) {
        String message = String.valueOf(e.getMessage()).strip();
        int statement = message.indexOf("; SQL statement:");
        String said = (statement < 0 ? message : message.substring(0, statement))
                .replaceAll("\\s+", " ")
                // This is the row itself, including personal data.
                .replaceFirst(" Detail: Failing row contains .*", "");
        return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
    }

    private static String advice(SQLException e) {
        String state = state(e);
        if (state.equals("42501") && said(e).contains("temporary")) {
            return "Grant it to the user of JDBC_USERNAME: GRANT TEMPORARY ON DATABASE … TO …";
        }
        if (said(e).contains("pooling mode")) {
            return PooledSessions.ADVICE;
        }
        return switch (state) {
            case "53100" -> "Free disk space on the database server; the next run goes on where this one stopped.";
            case "53300" -> "Let the database take more connections, or run fewer processes on it.";
            case "25006", "90097" ->
                "It is read-only. If JDBC_URL names several hosts, add targetServerType=primary; else name a server that"
                        + " takes writes. The next attempt opens a new connection.";
            case "26000", "42P05" -> PooledSessions.ADVICE;
            case "42501", "90040", "90096" -> "Grant the user of JDBC_USERNAME what it lacks.";
            case "42P10" -> "Its column id is not unique: ALTER TABLE … ADD PRIMARY KEY (id)." + NOTHING_REJECTED;
            case "23502" ->
                "The cause is the table, not a record: give the column a default or drop its NOT NULL."
                        + NOTHING_REJECTED;
            case "55P03", "HYT00", "90131", "57014" ->
                "Another process held the rows; the next run goes on where this one stopped.";
            default -> adviceForClass(state.isEmpty() ? "" : state.substring(0, 2));
        };
    }

    private static String adviceForClass(String stateClass) {
        return switch (stateClass) {
            case "23" ->
                "The cause is the table, not a record: drop the constraint, or change it so that it allows what Ditio"
                        + " sends." + NOTHING_REJECTED;
            case "P0" -> "A trigger or a function of the table refused it: change or drop it." + NOTHING_REJECTED;
            case "40" -> "Another process worked on the same rows; the next run goes on where this one stopped.";
            case "42" -> "A table is not what it was; the next run reads its columns again.";
            case "53" -> "The database server is short of a resource; see its log.";
            default -> "See that the database runs, and that JDBC_URL, JDBC_USERNAME and JDBC_PASSWORD are right.";
        };
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
