package no.ditioroutes.stream;

import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.kafka.Publisher;
import no.ditioroutes.store.Store;

/** Where the streams of this program write to, and the clock their windows are cut by. */
public record Sinks(Store store, Publisher publisher, ServerClock clock) {}
