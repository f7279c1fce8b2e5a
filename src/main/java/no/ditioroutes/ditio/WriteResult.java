package no.ditioroutes.ditio;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The result of a write: it was applied, refused, or is unclear.
 *
 * @param body the JSON of the response; a missing node if it is not JSON
 * @param refusal empty unless the write was refused
 * @param words the response in one line, for a message
 */
public record WriteResult(Fate fate, JsonNode body, ApiError refusal, String words) {

    /** Says what is known of a write. */
    public enum Fate {
        /** Ditio applied the write. */
        DONE,
        /** Ditio refused the write, and would refuse it again. */
        REFUSED,
        /** The write may have been applied or not: Ditio has to be asked. */
        UNCLEAR
    }
}
