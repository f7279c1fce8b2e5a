package no.ditioroutes.stream.tables;

/**
 * The stored state of a target.
 *
 * @param identity identifies the topic or table among others of its name; empty if any row may be missing
 * @param complete whether it has all rows of the stream's table; false while rows are being sent to it
 * @param empty for a table: whether it had no rows when it was complete
 */
public record TargetState(Target target, String identity, boolean complete, boolean empty) {

    /** Returns the state of a target that may lack any row. */
    static TargetState unknown(Target target) {
        return new TargetState(target, "", false, false);
    }
}
