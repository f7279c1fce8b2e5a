package no.ditioroutes.store;

/** What became of a batch of machine states. */
public enum BatchStatus {
    /** Claimed, and not given to Ditio yet. */
    OPEN,
    /** Given to Ditio, which has not answered yet. */
    POSTING,
    /** Taken by Ditio. */
    SENT,
    /** Taken for having been in Ditio before this program first met the project. */
    PRESENT,
    /** Perhaps taken by Ditio, which does not show it; not to be sent again unless somebody says so. */
    HELD
}
