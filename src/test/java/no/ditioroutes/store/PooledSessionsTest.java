package no.ditioroutes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import no.ditioroutes.Failure;
import no.ditioroutes.Secret;
import org.junit.jupiter.api.Test;

/** PostgreSQL behind a pooler, which gives a connection one session or, by transaction, one after the other. */
class PooledSessionsTest {

    private static final String URL = LocalPostgres.newDatabase();

    @Test
    void areRefusedByTransactionWithWhatToDo() throws IOException {
        try (Pooler pooler = new Pooler(serverPort(), true);
                Store store = store(pooler)) {
            Failure failure = catchThrowableOfType(Failure.class, store::description);

            assertThat(failure.kind()).isEqualTo(Failure.Kind.SINK);
            assertThat(failure)
                    .hasMessageContaining("pgbouncer")
                    .hasMessageContaining("pool_mode=session")
                    .hasMessageContaining("prepareThreshold=0 does not suffice");
        }
    }

    @Test
    void areUsedWhereEachConnectionKeepsItsOwn() throws IOException {
        try (Pooler pooler = new Pooler(serverPort(), false);
                Store store = store(pooler)) {
            assertThat(store.description()).contains("PostgreSQL");
            assertThat(store.table(TestDatabase.TABLE).columns()).isNotEmpty();
        }
    }

    private static Store store(Pooler pooler) {
        String url = URL.replace(":" + serverPort() + "/", ":" + pooler.port() + "/");
        return new Store(url, "", new Secret("JDBC_PASSWORD", "", ""));
    }

    private static int serverPort() {
        return URI.create(URL.substring("jdbc:".length())).getPort();
    }
}
