package no.ditioroutes.sandbox;

/** Where the contract leaves a choice, or the vendor's server might misbehave without failing: switches. */
public enum Quirk {
    /** Pages carry only data and continuation token, as the machine registrations reference has them. */
    LEAN_ENVELOPE,
    /** After each page that is not the last comes an empty one with a token. */
    EMPTY_PAGES,
    /** The last deletion of an incremental page is there again at the start of the next page. */
    REPEATED_TOMBSTONES,
    /** ChunkLimit is ignored: everything comes on one page. */
    CHUNK_LIMIT_IGNORED,
    /** Records of a page come in reverse order. */
    UNSORTED,
    /** {@code syncTypeName} names the other mode. */
    WRONG_SYNC_TYPE,
    /** {@code recordCount} is one too many. */
    WRONG_RECORD_COUNT,
    /** {@code deletedRecordCount} is one too many. */
    WRONG_DELETED_COUNT,
    /** {@code links.next} names another host. */
    FOREIGN_LINK,
    /** A missing scope is answered 401, not 403. */
    WRONG_SCOPE_IS_401,
    /** The latest timestamp of a project without states is 404. Without any of these three it is a null field. */
    LATEST_TIMESTAMP_404,
    /** The latest timestamp of a project without states is 204. */
    LATEST_TIMESTAMP_204,
    /** The latest timestamp is the start of the newest interval, not its end. */
    LATEST_TIMESTAMP_IS_START,
    /** In a change of a machine, null counts as not mentioned for every field, not only for the message. */
    NULL_IS_OMITTED,
    /** The totals of machine states end before {@code toDate}. */
    TOTALS_WITHOUT_TO_DATE,
    /** The totals of machine states tell days apart. */
    TOTALS_BY_DAY,
    /** The totals of machine states are refused with 400 for more than seven days. */
    TOTALS_OF_A_WEEK
}
