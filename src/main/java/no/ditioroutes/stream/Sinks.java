package no.ditioroutes.stream;

import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.kafka.Publisher;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.store.Database;

/** Where the streams of this program write to, the clock their windows are cut by, and what counts them. */
public record Sinks(Database database, Publisher publisher, ServerClock clock, Meters meters) {}
