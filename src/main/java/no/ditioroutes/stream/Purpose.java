package no.ditioroutes.stream;

/** What the pages of a run are read for. */
public enum Purpose {
    /** Its records are to be had. */
    LOAD,
    /** As {@link #LOAD}; if it is a full load that reconciles, it removes what is gone even if that is much. */
    FORCED_LOAD,
    /** Its window becomes what Ditio has now: also where Ditio went back, and less what is on none of its pages. */
    RECONCILE,
    /** The same is only compared; nothing is written or published. */
    DRY_RUN,
    /** Rejected records get another chance, also with a topic that had refused what the table has. */
    REPLAY,
    /** Rows of the table, and what was deleted from it, go to a target that lacks them. */
    FILL
}
