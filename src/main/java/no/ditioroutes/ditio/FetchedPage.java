package no.ditioroutes.ditio;

import java.time.Instant;
import java.util.Optional;

/**
 * A page as it was fetched.
 *
 * @param serverTime the server's time when it answered, to the second; empty where it did not say
 */
public record FetchedPage(Page page, Optional<Instant> serverTime) {}
