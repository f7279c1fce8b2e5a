package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.merge;
import static no.ditioroutes.stream.tables.TestRecords.records;
import static no.ditioroutes.stream.tables.TestRecords.storedIds;
import static no.ditioroutes.stream.tables.TestRecords.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.database.Transaction;

class CursorsTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00.123456Z");

    @OnBothDatabases
    void keepsACursorAsItIs(TestDatabase database) {
        Cursor created = cursors(database).create(cursor(0, "a+/=ø", 3));

        assertThat(cursors(database).find("time-registrations")).contains(created);
        assertThat(cursors(database).all()).containsExactly(created);
        assertThat(created)
                .usingRecursiveComparison()
                .ignoringFields("updatedAt")
                .isEqualTo(cursor(0, "a+/=ø", 3));
    }

    @OnBothDatabases
    void answersTheCursorThatAnotherProcessMadeFirst(TestDatabase database) {
        Cursor first = cursors(database).create(cursor(0, "first", 1));

        assertThat(cursors(database).create(cursor(0, "second", 0))).isEqualTo(first);
    }

    @OnBothDatabases
    void movesTogetherWithTheRows(TestDatabase database) {
        Cursor cursor = cursors(database).create(cursor(0, "", 0));
        Table table = table(database);

        Cursor moved;
        try (Transaction transaction = database.database().begin()) {
            cursors(database).claim(transaction, cursor);
            merge(database, transaction, table, records(table.fields(), live("a", 1)));
            moved = cursors(database).advance(transaction, cursor(0, "next", 1));
            transaction.commit();
        }

        assertThat(moved.version()).isEqualTo(1);
        assertThat(cursors(database).find("time-registrations")).contains(moved);
        assertThat(storedIds(database)).containsExactly("a");
    }

    @OnBothDatabases
    void staysWhereItWasWithoutACommit(TestDatabase database) {
        Cursor cursor = cursors(database).create(cursor(0, "", 0));
        Table table = table(database);

        try (Transaction transaction = database.database().begin()) {
            cursors(database).claim(transaction, cursor);
            merge(database, transaction, table, records(table.fields(), live("a", 1)));
            cursors(database).advance(transaction, cursor(0, "next", 1));
        }

        assertThat(cursors(database).find("time-registrations")).contains(cursor);
        assertThat(storedIds(database)).isEmpty();
    }

    @OnBothDatabases
    void stopsTheSecondOfTwoWriters(TestDatabase database) {
        Cursor cursor = cursors(database).create(cursor(0, "", 3));
        move(database, cursor, cursor(0, "next", 5));

        assertThatThrownBy(() -> move(database, cursor, cursor(0, "next", 4)))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("another process moved the cursor of time-registrations: expected it at page 3")
                .hasMessageContaining("found it at page 5")
                .hasMessageEndingWith("This run stops; nothing is lost");
    }

    @OnBothDatabases
    void saysOfWhichFullLoadTheOtherWriterMovedTheCursor(TestDatabase database) {
        Cursor first = cursors(database).create(Cursor.first("time-registrations", "test"));
        cursors(database).replace(first);

        assertThatThrownBy(() -> move(database, first, first))
                .hasMessageContaining("at page 0 of a full load (version 1)")
                .hasMessageNotContaining("null");
    }

    @OnBothDatabases
    void stopsAWriterThatDidNotClaim(TestDatabase database) {
        Cursor cursor = cursors(database).create(cursor(0, "", 3));
        move(database, cursor, cursor(0, "next", 5));

        try (Transaction transaction = database.database().begin()) {
            assertThatThrownBy(() -> cursors(database).advance(transaction, cursor(0, "next", 4)))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("another process moved the cursor");
        }
    }

    @OnBothDatabases
    void stopsARunWhoseCursorWasReplacedOrRemoved(TestDatabase database) {
        Cursor cursor = cursors(database).create(cursor(0, "", 3));

        cursors(database).replace(cursor(0, "", 3));
        assertThatThrownBy(() -> move(database, cursor, cursor)).hasMessageContaining("moved the cursor");

        cursors(database).remove("time-registrations");
        assertThatThrownBy(() -> move(database, cursor, cursor)).hasMessageContaining("removed the cursor");
        assertThat(cursors(database).all()).isEmpty();
    }

    @OnBothDatabases
    void replacesACursorThatIsNotThere(TestDatabase database) {
        cursors(database).replace(cursor(4, "t", 2));

        assertThat(cursors(database).find("time-registrations"))
                .hasValueSatisfying(cursor -> assertThat(cursor.version()).isEqualTo(4));
    }

    private static void move(TestDatabase database, Cursor from, Cursor to) {
        try (Transaction transaction = database.database().begin()) {
            cursors(database).claim(transaction, from);
            cursors(database).advance(transaction, to);
            transaction.commit();
        }
    }

    private static Cursor cursor(long version, String token, int page) {
        return new Cursor(
                "time-registrations",
                "test",
                Mode.INCREMENTAL,
                SINCE,
                null,
                token,
                page,
                SINCE.plusSeconds(60),
                version,
                1,
                0,
                2,
                3,
                Instant.EPOCH);
    }

    private static Cursors cursors(TestDatabase database) {
        return new Cursors(database.database());
    }
}
