package no.ditioroutes.operate;

/**
 * The outcome of removing rows that Ditio no longer has.
 *
 * @param missing number of these rows
 * @param rows number of rows in the window
 * @param removed number of missing rows that were removed
 * @param held whether they were too many to be removed without force
 * @param complete false if the program was stopped in between
 */
public record Removal(long missing, long rows, long removed, boolean held, boolean complete) {

    static Removal held(long missing, long rows) {
        return new Removal(missing, rows, 0, true, true);
    }

    boolean isDone() {
        return !held && complete;
    }
}
