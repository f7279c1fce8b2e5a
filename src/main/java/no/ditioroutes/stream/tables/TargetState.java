package no.ditioroutes.stream.tables;

/**
 * What is known of a target.
 *
 * @param identity which topic or table of its name it is; empty if it may lack any row
 * @param complete whether it has what the stream's table has; false while rows are on their way to it
 * @param empty for a table: whether it had no rows when it was complete
 */
public record TargetState(Target target, String identity, boolean complete, boolean empty) {

    /** A target that may lack any row. */
    static TargetState unknown(Target target) {
        return new TargetState(target, "", false, false);
    }
}
