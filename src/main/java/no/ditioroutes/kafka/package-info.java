/** Publishes batches of messages to Kafka, and makes sure that their topics exist and are compacted. */
package no.ditioroutes.kafka;
