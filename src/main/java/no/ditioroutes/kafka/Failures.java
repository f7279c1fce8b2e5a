package no.ditioroutes.kafka;

import no.ditioroutes.Failure;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Says in the user's words what Kafka's exceptions mean, where it happened and what to do. */
final class Failures {

    private Failures() {}

    /** For messages that were not acknowledged. */
    static Failure undelivered(Throwable cause, String topic, String brokers) {
        String ask = "acknowledge every record of topic " + topic;
        return failure(cause, ask, brokers, advice(cause, topic) + " Nothing is lost: the block is sent again.");
    }

    /** For a question that was not answered; about all of the cluster where no topic is named. */
    static Failure unanswered(Throwable cause, String topic, String brokers) {
        String ask = "tell about " + (topic.isEmpty() ? "its brokers" : "topic " + topic);
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
                    + "can be reached from here.";
        }
        if (cause instanceof AuthenticationException) {
            return "Check KAFKA_CA_FILE, KAFKA_CERTIFICATE_FILE, KAFKA_USERNAME and KAFKA_PASSWORD.";
        }
        if (cause instanceof AuthorizationException) {
            return "Allow this client Describe and Write on topic " + topic + " (kafka-acls), and Create if it shall "
                    + "make the topic itself.";
        }
        return "If it stays, look in the log of the brokers.";
    }
}
