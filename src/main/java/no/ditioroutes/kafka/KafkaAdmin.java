package no.ditioroutes.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import no.ditioroutes.UserFacingException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Asks the brokers by one client for all queries; after a query that was not answered, by a new one. */
final class KafkaAdmin implements AutoCloseable {

    private final KafkaClientFactory clients;
    private Admin admin;

    KafkaAdmin(KafkaClientFactory clients) {
        this.clients = clients;
    }

    /** A query to the brokers. */
    @FunctionalInterface
    interface Query<T> {

        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    /**
     * Returns the answer of the brokers.
     *
     * @param topic the topic in question, for the message of a failure; empty if there is none
     * @throws UserFacingException if they do not answer
     */
    <T> T query(String topic, Query<T> question) {
        try {
            return question.ask(admin());
        } catch (ExecutionException e) {
            throw unanswered(e.getCause(), topic);
        } catch (InterruptedException | KafkaException e) {
            throw unanswered(e, topic);
        }
    }

    /** Returns the failure. The next query uses a new client, with current addresses and the current password. */
    private UserFacingException unanswered(Throwable cause, String topic) {
        if (!(cause instanceof AuthorizationException)) {
            close();
        }
        return KafkaErrors.unanswered(cause, topic, clients.brokers());
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
