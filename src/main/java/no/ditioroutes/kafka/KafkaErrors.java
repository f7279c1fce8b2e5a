package no.ditioroutes.kafka;

import no.ditioroutes.UserFacingException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Explains Kafka's exceptions: where they happened, what they mean and what to do. */
final class KafkaErrors {

    private KafkaErrors() {}

    /** Returns the failure for messages that were not acknowledged. */
    static UserFacingException undelivered(Throwable cause, String topic, String transactionalId, String brokers) {
        String ask = "acknowledge every record of topic " + topic;
        String advice = cause instanceof TransactionalIdAuthorizationException
                ? allow(transactionalId, brokers)
                : advice(cause, topic);
        return failure(cause, ask, brokers, advice + " No data is lost: the messages are published again.");
    }

    /**
     * Returns the failure for messages whose producer is repeatedly fenced by another with the same transactional
     * id.
     */
    static UserFacingException fenced(Throwable cause, String topic, String transactionalId, String brokers) {
        String ask = "let this program publish to topic " + topic + " as the only producer with the transactional id "
                + transactionalId;
        return failure(
                cause,
                ask,
                brokers,
                "Another program, which has another database, publishes the same stream to the same topic. Stop one of"
                        + " them, or give each its own topic.");
    }

    private static String allow(String transactionalId, String brokers) {
        return "Allow this client to use its transactional ids: kafka-acls --bootstrap-server " + brokers
                + " --add --allow-principal User:NAME --operation Write --operation Describe --transactional-id '"
                + transactionalId + "', or a prefix of it with --resource-pattern-type prefixed.";
    }

    /** Returns the original cause: in a transaction the client wraps the first failure. */
    static Throwable cause(RuntimeException e) {
        Throwable cause = e;
        while (cause.getClass() == KafkaException.class && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * Returns whether a new producer may succeed: the epoch of this one is old, or the broker ended its transaction.
     */
    static boolean isOfProducer(Throwable cause) {
        return cause instanceof ApplicationRecoverableException
                || cause instanceof OutOfOrderSequenceException
                || cause instanceof InvalidTxnStateException
                || cause instanceof TransactionAbortedException
                || cause instanceof TransactionAbortableException;
    }

    /** Returns the failure for a query that was not answered; it was about the cluster if the topic is empty. */
    static UserFacingException unanswered(Throwable cause, String topic, String brokers) {
        String ask = "answer about " + (topic.isEmpty() ? "its brokers" : "topic " + topic);
        return failure(cause, ask, brokers, advice(cause, topic));
    }

    static boolean isInterruption(Throwable cause) {
        return cause instanceof InterruptedException || cause instanceof InterruptException;
    }

    private static UserFacingException failure(Throwable cause, String ask, String brokers, String advice) {
        String expected = "Expected Kafka at " + brokers + " to " + ask + "; ";
        if (isInterruption(cause)) {
            Thread.currentThread().interrupt();
            return new UserFacingException(
                    UserFacingException.Kind.SINK, expected + "this program was stopped first.", cause);
        }
        String answered = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new UserFacingException(
                UserFacingException.Kind.SINK, expected + "it answered: " + answered + ". " + advice, cause);
    }

    private static String advice(Throwable cause, String topic) {
        if (cause instanceof TimeoutException) {
            return "Check that the brokers run, that KAFKA_BROKERS is right, and that the addresses they advertise "
                    + "can be reached from here; and that transaction.state.log.replication.factor is not more than "
                    + "there are brokers.";
        }
        if (cause instanceof AuthenticationException) {
            return "Check KAFKA_CA_FILE, KAFKA_CERTIFICATE_FILE, KAFKA_USERNAME and KAFKA_PASSWORD.";
        }
        if (cause instanceof AuthorizationException) {
            return "Allow this client Describe and Write on topic " + topic + " (kafka-acls), and Create if it is to "
                    + "create the topic itself.";
        }
        return "If the error persists, check the logs of the brokers.";
    }
}
