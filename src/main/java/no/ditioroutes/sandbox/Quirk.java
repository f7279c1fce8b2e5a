package no.ditioroutes.sandbox;

/**
 * Switches for behaviour that the contract leaves open, or in which the vendor's server might deviate without an error.
 */
public enum Quirk {
    /** Pages have only data and continuation token, as in the machine registrations reference. */
    LEAN_ENVELOPE,
    /** Each page but the last is followed by an empty one with a token. */
    EMPTY_PAGES,
    /** The last deletion of an incremental page is repeated at the start of the next page. */
    REPEATED_TOMBSTONES,
    /** ChunkLimit is ignored: everything is returned on one page. */
    CHUNK_LIMIT_IGNORED,
    /** Records of a page are in reverse order. */
    UNSORTED,
    /** {@code syncTypeName} names the other mode. */
    WRONG_SYNC_TYPE,
    /** {@code recordCount} is too high by one. */
    WRONG_RECORD_COUNT,
    /** {@code deletedRecordCount} is too high by one. */
    WRONG_DELETED_COUNT,
    /** {@code links.next} names another host. */
    FOREIGN_LINK,
    /** A missing scope is answered with 401, not 403. */
    WRONG_SCOPE_IS_401,
    /**
     * The latest timestamp of a project without states is answered with 404. Without any of these three it is a null
     * field.
     */
    LATEST_TIMESTAMP_404,
    /** The latest timestamp of a project without states is answered with 204. */
    LATEST_TIMESTAMP_204,
    /** The latest timestamp is the start of the newest interval, not its end. */
    LATEST_TIMESTAMP_IS_START,
    /** In a change of a machine, null counts as not mentioned for every field, not only for the message. */
    NULL_IS_OMITTED,
    /** The totals of machine states exclude {@code toDate}. */
    TOTALS_WITHOUT_TO_DATE,
    /** The totals of machine states are given by day. */
    TOTALS_BY_DAY,
    /** The totals of machine states are rejected with 400 for more than seven days. */
    TOTALS_OF_A_WEEK
}
