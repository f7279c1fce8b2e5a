package no.ditioroutes.store;

import static no.ditioroutes.store.TestDatabase.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import no.ditioroutes.Failure;

class CursorsTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00.123456Z");

    @OnBothDatabases
    void keepsACursorAsItIs(TestDatabase database) {
        Cursor created = database.store().create(cursor(0, "a+/=ø", 3));

        assertThat(database.store().cursor("time-registrations")).contains(created);
        assertThat(database.store().cursors()).containsExactly(created);
        assertThat(created)
                .usingRecursiveComparison()
                .ignoringFields("updatedAt")
                .isEqualTo(cursor(0, "a+/=ø", 3));
    }

    @OnBothDatabases
    void answersTheCursorThatAnotherProcessMadeFirst(TestDatabase database) {
        Cursor first = database.store().create(cursor(0, "first", 1));

        assertThat(database.store().create(cursor(0, "second", 0))).isEqualTo(first);
    }

    @OnBothDatabases
    void movesTogetherWithTheRows(TestDatabase database) {
        Cursor cursor = database.store().create(cursor(0, "", 0));
        Table table = database.store().table(TestDatabase.TABLE);

        Cursor moved;
        try (Unit unit = database.store().begin()) {
            unit.claim(cursor);
            TestDatabase.merge(unit, table, TestDatabase.records(table.fields(), live("a", 1)));
            moved = unit.advance(cursor(0, "next", 1));
            unit.commit();
        }

        assertThat(moved.version()).isEqualTo(1);
        assertThat(database.store().cursor("time-registrations")).contains(moved);
        assertThat(database.storedIds()).containsExactly("a");
    }

    @OnBothDatabases
    void staysWhereItWasWithoutACommit(TestDatabase database) {
        Cursor cursor = database.store().create(cursor(0, "", 0));
        Table table = database.store().table(TestDatabase.TABLE);

        try (Unit unit = database.store().begin()) {
            unit.claim(cursor);
            TestDatabase.merge(unit, table, TestDatabase.records(table.fields(), live("a", 1)));
            unit.advance(cursor(0, "next", 1));
        }

        assertThat(database.store().cursor("time-registrations")).contains(cursor);
        assertThat(database.storedIds()).isEmpty();
    }

    @OnBothDatabases
    void stopsTheSecondOfTwoWriters(TestDatabase database) {
        Cursor cursor = database.store().create(cursor(0, "", 3));
        move(database, cursor, cursor(0, "next", 5));

        assertThatThrownBy(() -> move(database, cursor, cursor(0, "next", 4)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("another process moved the cursor of time-registrations: expected it at page 3")
                .hasMessageContaining("found it at page 5")
                .hasMessageEndingWith("This run stops; nothing is lost");
    }

    @OnBothDatabases
    void saysOfWhichFullLoadTheOtherWriterMovedTheCursor(TestDatabase database) {
        Cursor first = database.store().create(Cursor.first("time-registrations", "test"));
        database.store().replace(first);

        assertThatThrownBy(() -> move(database, first, first))
                .hasMessageContaining("at page 0 of a full load (version 1)")
                .hasMessageNotContaining("null");
    }

    @OnBothDatabases
    void stopsAWriterThatDidNotClaim(TestDatabase database) {
        Cursor cursor = database.store().create(cursor(0, "", 3));
        move(database, cursor, cursor(0, "next", 5));

        try (Unit unit = database.store().begin()) {
            assertThatThrownBy(() -> unit.advance(cursor(0, "next", 4)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("another process moved the cursor");
        }
    }

    @OnBothDatabases
    void stopsARunWhoseCursorWasReplacedOrRemoved(TestDatabase database) {
        Cursor cursor = database.store().create(cursor(0, "", 3));

        database.store().replace(cursor(0, "", 3));
        assertThatThrownBy(() -> move(database, cursor, cursor)).hasMessageContaining("moved the cursor");

        database.store().remove("time-registrations");
        assertThatThrownBy(() -> move(database, cursor, cursor)).hasMessageContaining("removed the cursor");
        assertThat(database.store().cursors()).isEmpty();
    }

    @OnBothDatabases
    void replacesACursorThatIsNotThere(TestDatabase database) {
        database.store().replace(cursor(4, "t", 2));

        assertThat(database.store().cursor("time-registrations"))
                .hasValueSatisfying(cursor -> assertThat(cursor.version()).isEqualTo(4));
    }

    private static void move(TestDatabase database, Cursor from, Cursor to) {
        try (Unit unit = database.store().begin()) {
            unit.claim(from);
            unit.advance(to);
            unit.commit();
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
}
