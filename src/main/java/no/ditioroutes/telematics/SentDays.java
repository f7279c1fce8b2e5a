package no.ditioroutes.telematics;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.NavigableSet;
import java.util.TreeSet;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;

/** Finds the days on which this program sent machine states, by the ledger. */
public final class SentDays {

    /** Considers times from 6 to 18 o'clock in UTC: such a time is on the same day in every zone from America's east coast to India. */
    private static final String SQL =
            """
            select distinct cast(floor(extract(epoch from s.start_time) / 86400) as bigint) as sent_day
            from ditio_state s join ditio_import_batch b on b.import_id = s.import_id and b.number = s.batch
            where b.status = 'sent' and s.company_id = ? and s.project_id = ? and s.start_time >= ? and s.start_time < ?
                and mod(cast(floor(extract(epoch from s.start_time)) as bigint), 86400) between 21600 and 64799""";

    private final Database database;

    public SentDays(Database database) {
        this.database = database;
    }

    /** Returns the days of a period, both ends included, on which states of a project were sent, well within the day. */
    public NavigableSet<LocalDate> of(String companyId, String projectId, LocalDate from, LocalDate to) {
        return database.call(
                "looking for the days on which states were sent",
                connection -> new TreeSet<>(Jdbc.list(
                        connection,
                        SQL,
                        row -> LocalDate.ofEpochDay(row.getLong("sent_day")),
                        companyId,
                        projectId,
                        from.atStartOfDay().toInstant(ZoneOffset.UTC),
                        to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))));
    }
}
