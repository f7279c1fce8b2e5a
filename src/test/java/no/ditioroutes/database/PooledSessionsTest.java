package no.ditioroutes.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.Test;

/** PostgreSQL behind a pooler, which gives a connection one session or, by transaction, one after the other. */
class PooledSessionsTest {

    private static final String URL = LocalPostgres.newDatabase();

    @Test
    void areRefusedByTransactionWithWhatToDo() throws IOException {
        try (Pooler pooler = new Pooler(serverPort(), true);
                Database database = database(pooler)) {
            UserFacingException failure = catchThrowableOfType(UserFacingException.class, database::description);

            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
            assertThat(failure)
                    .hasMessageContaining("pgbouncer")
                    .hasMessageContaining("pool_mode=session")
                    .hasMessageContaining("prepareThreshold=0 does not suffice");
        }
    }

    @Test
    void areUsedWhereEachConnectionKeepsItsOwn() throws IOException {
        try (Pooler pooler = new Pooler(serverPort(), false);
                Database database = database(pooler)) {
            assertThat(database.description()).contains("PostgreSQL");
            assertThat(database.tryLock("a name")).isPresent();
        }
    }

    private static Database database(Pooler pooler) {
        String url = URL.replace(":" + serverPort() + "/", ":" + pooler.port() + "/");
        return new Database(url, "", new SecretSetting("JDBC_PASSWORD", "", ""));
    }

    private static int serverPort() {
        return URI.create(URL.substring("jdbc:".length())).getPort();
    }
}
