package no.ditioroutes.stream;

/** The purpose of the pages of a run. */
public enum Purpose {
    /** Loads records. */
    LOAD,
    /** Loads like {@link #LOAD}, but a reconciling full load removes all rows that are gone, however many. */
    FORCED_LOAD,
    /**
     * Makes the window equal to Ditio's current data: also applies older versions if Ditio went back, and removes rows
     * that are on none of its pages.
     */
    RECONCILE,
    /** Compares like {@link #RECONCILE}, but writes and publishes nothing. */
    DRY_RUN,
    /** Retries rejected records, also with a topic that rejected a record the table has. */
    REPLAY,
    /** Sends the table's rows and deletions to a target that lacks them. */
    FILL
}
