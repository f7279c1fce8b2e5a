package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import no.ditioroutes.database.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fitted is kept for a stream, and grows again by itself. */
class PageSizesTest {

    private static final String STREAM = "machine-registrations";

    @ParameterizedTest
    @MethodSource("no.ditioroutes.database.TestDatabase#fresh")
    void keepWhatFittedAndDoubleItOnceADay(TestDatabase database) throws SQLException {
        try (database) {
            database.database().description();
            PageSizes sizes = new PageSizes(database.database());
            assertThat(sizes.fitting(STREAM, 10_000, true)).isEqualTo(10_000);

            sizes.remember(STREAM, 10_000, 1250);

            assertThat(new PageSizes(database.database()).fitting(STREAM, 10_000, true))
                    .isEqualTo(1250);
            letDaysPass(database);
            assertThat(sizes.fitting(STREAM, 10_000, false)).isEqualTo(1250);
            assertThat(sizes.fitting(STREAM, 10_000, true)).isEqualTo(2500);
            assertThat(sizes.fitting(STREAM, 10_000, true)).isEqualTo(2500);
        }
    }

    private static void letDaysPass(TestDatabase database) throws SQLException {
        try (Connection connection = database.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update ditio_page_size set changed_at = timestamp '2026-01-01 00:00:00'");
        }
    }
}
