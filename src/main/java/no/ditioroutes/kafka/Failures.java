package no.ditioroutes.kafka;

import no.ditioroutes.Failure;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Says in the user's words what Kafka's exceptions mean, where it happened and what to do. */
final class Failures {

    private Failures() {}

    static Failure of(Throwable cause, String topic, String brokers) {
        return isInterruption(cause) ? stopped(cause, topic, brokers) : undelivered(cause, topic, brokers);
    }

    static boolean isInterruption(Throwable cause) {
        return cause instanceof InterruptedException || cause instanceof InterruptException;
    }

    private static Failure undelivered(Throwable cause, String topic, String brokers) {
        String message = "Expected Kafka at %s to acknowledge every record of topic %s; it answered: %s: %s. %s";
        return new Failure(
                Failure.Kind.SINK,
                message.formatted(
                        brokers, topic, cause.getClass().getSimpleName(), cause.getMessage(), advice(cause, topic)),
                cause);
    }

    private static Failure stopped(Throwable cause, String topic, String brokers) {
        Thread.currentThread().interrupt();
        String message = "Expected Kafka at %s to acknowledge every record of topic %s; this program was told to stop "
                + "first. What was not acknowledged is sent again at the next start.";
        return new Failure(Failure.Kind.SINK, message.formatted(brokers, topic), cause);
    }

    private static String advice(Throwable cause, String topic) {
        if (cause instanceof TimeoutException) {
            return "Check that the brokers run, that KAFKA_BROKERS is right, and that the addresses they advertise "
                    + "can be reached from here; nothing is lost, the block is sent again.";
        }
        if (cause instanceof AuthenticationException) {
            return "Check the user, the password and the certificates of the Kafka settings.";
        }
        if (cause instanceof AuthorizationException) {
            return "Allow this client Describe and Write on topic " + topic + " (kafka-acls), and Create if it shall "
                    + "make the topic itself.";
        }
        return "Nothing is lost, the block is sent again; if it stays, look in the log of the brokers.";
    }
}
