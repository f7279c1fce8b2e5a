package no.ditioroutes.ditio;

import java.time.Instant;
import java.util.Optional;

/**
 * A page with the server's time.
 *
 * @param serverTime the server's time of the response, to the second; empty if it sent none
 */
public record FetchedPage(Page page, Optional<Instant> serverTime) {}
