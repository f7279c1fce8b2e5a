package no.ditioroutes.operate;

/**
 * What became of rows that Ditio no longer has.
 *
 * @param missing how many there were
 * @param rows how many rows the window had
 * @param removed how many of the missing were removed
 * @param held whether they were too many to be removed without being forced
 * @param complete false where the program was stopped in between
 */
public record Removal(long missing, long rows, long removed, boolean held, boolean complete) {

    static Removal held(long missing, long rows) {
        return new Removal(missing, rows, 0, true, true);
    }

    boolean isDone() {
        return !held && complete;
    }
}
