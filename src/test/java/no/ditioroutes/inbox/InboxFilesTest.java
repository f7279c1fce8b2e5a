package no.ditioroutes.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;

/** The table of files that left the inbox. */
class InboxFilesTest {

    private static final Instant MOVED = Instant.parse("2026-11-29T12:00:00Z");

    @OnBothDatabases
    void findsARecordThatIsNotWatchedAnyMore(TestDatabase database) {
        InboxFiles files = new InboxFiles(database.database());
        long id = files.add(new FileRecord(
                0,
                "states.csv",
                Path.of("inbox/done/states.csv"),
                FileRecord.Outcome.DONE,
                "",
                25,
                "0".repeat(64),
                MOVED,
                7L,
                MOVED));

        files.unwatch(id);

        assertThat(files.find(id)).map(FileRecord::name).contains("states.csv");
        assertThat(files.find(id + 1)).isEmpty();
        assertThat(files.watched(Instant.EPOCH)).isEmpty();
    }
}
