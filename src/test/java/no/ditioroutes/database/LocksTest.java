package no.ditioroutes.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.api.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What one process at a time does. */
class LocksTest {

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    @AfterAll
    static void end() {
        THREADS.shutdown();
    }

    @OnBothDatabases
    void locksAFileForOneProcess(TestDatabase database) {
        Lock first = database.database().tryLock("file").orElseThrow();

        assertThat(database.database().tryLock("file")).isEmpty();
        database.database().tryLock("other").orElseThrow().close();
        first.close();
        database.database().tryLock("file").orElseThrow().close();
    }

    @Test
    void getsALockWhoseHolderLetGoWhileWeLooked() {
        try (TestDatabase database = TestDatabase.h2()) {
            database.query("select name from ditio_lock");
            database.execute(
                    "create trigger gone after insert on ditio_lock for each row call '" + Gone.class.getName() + "'");

            assertThat(database.database().tryLock("file")).isPresent();
        }
    }

    /** Takes away the first row that is made, as its holder does. */
    public static final class Gone implements Trigger {

        private boolean isDone;

        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            if (!isDone) {
                isDone = true;
                try (Statement delete = connection.createStatement()) {
                    delete.execute("delete from ditio_lock");
                }
            }
        }
    }

    @OnBothDatabases
    void letsOneAtATimeHaveALock(TestDatabase database) {
        Map<String, AtomicInteger> holders = new ConcurrentHashMap<>();

        IntStream.range(0, 4)
                .mapToObj(holder -> CompletableFuture.runAsync(() -> lockAll(database, holders), THREADS))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(holders).hasSize(20);
        assertThat(database.query("select name from ditio_lock")).isEmpty();
    }

    private static void lockAll(TestDatabase database, Map<String, AtomicInteger> holders) {
        for (int number = 0; number < 20; number++) {
            String name = "file " + number;
            AtomicInteger holding = holders.computeIfAbsent(name, key -> new AtomicInteger());
            try (Lock lock = database.database().lock(name)) {
                assertThat(holding.incrementAndGet()).as("holders of %s", lock).isEqualTo(1);
                holding.decrementAndGet();
            }
        }
    }
}
