package no.ditioroutes.stream;

import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.monitor.Meters;

/** Where the streams of this program write to, the clock their windows are cut by, and what counts them. */
public record Sinks(Database database, KafkaPublisher publisher, ServerClock clock, Meters meters) {}
