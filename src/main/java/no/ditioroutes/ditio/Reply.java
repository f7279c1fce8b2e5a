package no.ditioroutes.ditio;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an answer to a write tells: that it was done, that it was refused, or neither.
 *
 * @param body what came with it; a missing node where that is no JSON
 * @param refusal empty unless it was refused
 * @param words the answer in one line, for a message
 */
public record Reply(Fate fate, JsonNode body, Refusal refusal, String words) {

    /** What is known of a write. */
    public enum Fate {
        /** Ditio has it. */
        DONE,
        /** Ditio does not take it, and would not the next time. */
        REFUSED,
        /** It may have been done or not: Ditio has to be asked. */
        UNCLEAR
    }
}
