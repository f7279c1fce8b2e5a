package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What earlier applications sent, by the entries they sent it to.
 *
 * @param last the last values of the fields that Ditio shows of no entry
 * @param ignored what Ditio took and did not store
 */
record SentBefore(Map<Key, Map<String, JsonNode>> last, Map<Key, List<IgnoredChange>> ignored) {}
