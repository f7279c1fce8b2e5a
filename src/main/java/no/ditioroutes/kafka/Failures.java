package no.ditioroutes.kafka;

import no.ditioroutes.Failure;
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

/** Says in the user's words what Kafka's exceptions mean, where it happened and what to do. */
final class Failures {

    private Failures() {}

    /** For messages that were not acknowledged. */
    static Failure undelivered(Throwable cause, String topic, String transactionalId, String brokers) {
        String ask = "acknowledge every record of topic " + topic;
        String advice = cause instanceof TransactionalIdAuthorizationException
                ? allow(transactionalId, brokers)
                : advice(cause, topic);
        return failure(cause, ask, brokers, advice + " Nothing is lost: the block is sent again.");
    }

    /** For messages that another producer of the same transactional id shuts out again and again. */
    static Failure fenced(Throwable cause, String topic, String transactionalId, String brokers) {
        String ask = "let this program publish to topic " + topic + " as the only one of transactional id "
                + transactionalId;
        return failure(
                cause,
                ask,
                brokers,
                "Another program, which has another database, publishes the same stream to the same topic. Stop one of"
                        + " them, or give each its own topic.");
    }

    private static String allow(String transactionalId, String brokers) {
        return "Allow this client its transactional ids: kafka-acls --bootstrap-server " + brokers
                + " --add --allow-principal User:NAME --operation Write --operation Describe --transactional-id '"
                + transactionalId + "', or the beginning of it with --resource-pattern-type prefixed.";
    }

    /** Returns what a failure is about: in a transaction the client wraps the failure that began it. */
    static Throwable cause(RuntimeException e) {
        Throwable cause = e;
        while (cause.getClass() == KafkaException.class && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether a new producer may do what this one could not: its epoch is old, or the broker ended its transaction. */
    static boolean isOfProducer(Throwable cause) {
        return cause instanceof ApplicationRecoverableException
                || cause instanceof OutOfOrderSequenceException
                || cause instanceof InvalidTxnStateException
                || cause instanceof TransactionAbortedException
                || cause instanceof TransactionAbortableException;
    }

    /** For a question that was not answered; about all of the cluster where no topic is named. */
    static Failure unanswered(Throwable cause, String topic, String brokers) {
        String ask = "answer about " + (topic.isEmpty() ? "its brokers" : "topic " + topic);
        return failure(cause, ask, brokers, advice(cause, topic));
    }

    static boolean isInterruption(Throwable cause) {
        return cause instanceof InterruptedException || cause instanceof InterruptException;
    }

    private static Failure failure(Throwable cause, String ask, String brokers, String advice) {
        String expected = "Expected Kafka at " + brokers + " to " + ask + "; ";
        if (isInterruption(cause)) {
            Thread.currentThread().interrupt();
            return new Failure(Failure.Kind.SINK, expected + "this program was told to stop first.", cause);
        }
        String answered = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new Failure(Failure.Kind.SINK, expected + "it answered: " + answered + ". " + advice, cause);
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
            return "Allow this client Describe and Write on topic " + topic + " (kafka-acls), and Create if it shall "
                    + "make the topic itself.";
        }
        return "If it lasts, see the log of the brokers.";
    }
}
