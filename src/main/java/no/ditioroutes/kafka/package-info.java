/** Publishes blocks of messages to Kafka and sees to it that their topics exist and are compacted. */
package no.ditioroutes.kafka;
