package no.ditioroutes.telematics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.telematics.StateBatch.Status;
import org.flywaydb.core.Flyway;

/** A database that an earlier version of this program filled is taken over with what it knows. */
class UpgradeTest {

    private static final String DIGEST = "a".repeat(64);
    private static final ProjectName P1 = new ProjectName("c1", "p1");
    private static final ProjectName P2 = new ProjectName("c1", "p2");

    @OnBothDatabases
    void keepsWhatProjectsHadAndTheLastRunOfEachFile(TestDatabase database) throws SQLException {
        try (database;
                Connection open = DriverManager.getConnection(database.url(), database.isH2() ? "sa" : null, "")) {
            asOfVersion21(database);
            fill(open);

            try (Ledger ledger = Ledger.open(database.database(), "b".repeat(64), "other.csv", false)) {
                assertThat(ledger.hadUntil(P1, Optional.empty()))
                        .contains(Instant.parse("2026-01-15T02:00:00.123456Z"));
                assertThat(ledger.hadUntil(P2, Optional.of(Instant.EPOCH))).isEmpty();
                assertThat(ledger.same(List.of(entry()))).singleElement().satisfies(match -> {
                    assertThat(match.file()).isEqualTo("old.csv");
                    assertThat(match.status()).isEqualTo(Status.SENT);
                });
            }
            assertThat(ImportTable.last(database.database(), 9))
                    .filteredOn(run -> run.name().equals("old.csv"))
                    .extracting(ImportSummary::rows, ImportSummary::sent, ImportSummary::known, ImportSummary::rejected)
                    .containsExactly(tuple(3L, 0L, 2L, 1L));
            try (Ledger again = Ledger.open(database.database(), DIGEST, "renamed.csv", false)) {
                assertThat(again.lastNumber()).isEqualTo(2);
            }
        }
    }

    private static void asOfVersion21(TestDatabase database) {
        Flyway.configure()
                .dataSource(database.url(), database.isH2() ? "sa" : null, "")
                .table("ditio_schema_history")
                .locations("classpath:db/migration")
                .placeholders(Map.of(
                        "json",
                        database.isH2() ? "json" : "jsonb",
                        "exact",
                        database.isH2() ? "varchar" : "varchar collate \"C\""))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target("21")
                .load()
                .migrate();
    }

    private static void fill(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute(
                    "insert into ditio_import (digest, name, started_at, finished_at, row_count, sent, known, rejected,"
                            + " requests, seconds) values ('" + DIGEST
                            + "', 'old.csv', current_timestamp, current_timestamp, 3, 2, 2, 1, 1, 0.5)");
            statement.execute(batch(1, "p1", "present", "'2026-01-15T02:00:00.123456Z'"));
            statement.execute(batch(2, "p2", "sent", "'{\"start\":null}'"));
            statement.execute("insert into ditio_state select 'c1', 'EX-001', timestamp with time zone"
                    + " '2026-01-15 08:00:00+00', timestamp with time zone '2026-01-15 09:00:00+00', 'Idle', 'p2', id, 2, 2"
                    + " from ditio_import");
        }
    }

    private static String batch(int number, String project, String status, String looked) {
        return "insert into ditio_import_batch (import_id, number, company_id, project_id, status, looked, changed_at)"
                + " select id, " + number + ", 'c1', '" + project + "', '" + status + "', " + looked
                + ", current_timestamp from ditio_import";
    }

    private static StateRow entry() {
        return StateRow.of(
                5,
                new MachineState(
                        "c1",
                        "p2",
                        "EX-001",
                        "Idle",
                        Instant.parse("2026-01-15T08:00:00Z"),
                        Instant.parse("2026-01-15T09:00:00Z")));
    }
}
