package no.ditioroutes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL on a free loopback port, as durable as in production. Every test class gets an empty database of
 * its own. It ends with this process.
 */
public final class Postgres {

    private final EmbeddedPostgres server;
    private final AtomicInteger count = new AtomicInteger();

    private Postgres() {
        try {
            // The embedded server switches these off, but the cost and the guarantees of a commit are under test here.
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a database, which requires no password. */
    public record Database(String url, String user, String password) {}

    /** Returns the running server that all tests of this process share. */
    public static Postgres shared() {
        return Shared.SERVER;
    }

    /** Creates an empty database. */
    public Database newDatabase() {
        String name = "test" + count.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The database " + name + " cannot be created", e);
        }
        return new Database("jdbc:postgresql://localhost:" + server.getPort() + "/" + name, "postgres", "");
    }

    private static final class Shared {

        private static final Postgres SERVER = new Postgres();
    }
}
