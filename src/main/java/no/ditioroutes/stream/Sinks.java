package no.ditioroutes.stream;

import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.monitor.Meters;

/** The database and Kafka publisher that streams write to, the clock that bounds their windows, and their metrics. */
public record Sinks(Database database, KafkaPublisher publisher, ServerClock clock, Meters meters) {}
