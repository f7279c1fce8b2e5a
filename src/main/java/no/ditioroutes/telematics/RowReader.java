package no.ditioroutes.telematics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.TimeFormats.Moment;
import no.ditioroutes.ditio.MachineState;

/** Reads the machine states out of the rows of one file. For one thread. */
final class RowReader {

    private static final String UNENDED = "the file may be cut short: this last line has no line end, all others have"
            + " one. Give the complete file again, or end the line";

    private final StateRules rules;
    private final Times times;
    private final StateNames names;
    private final Instant latestEnd;
    private final WordColumn company;
    private final WordColumn project;
    private final WordColumn machine;
    private final WordColumn state;
    private final WordColumn start;
    private final WordColumn end;

    RowReader(StateRules rules, CsvFile csv, Times times, StateNames names) throws BadFile {
        this.rules = rules;
        this.times = times;
        this.names = names;
        this.latestEnd = Instant.now().plus(rules.future());
        List<String> missing = new ArrayList<>();
        this.company = column(csv, "companyId", rules.companyId(), missing);
        this.project = column(csv, "projectId", rules.projectId(), missing);
        this.machine = column(csv, "machineId", "", missing);
        this.state = column(csv, "state", "", missing);
        this.start = column(csv, "startTime", "", missing);
        this.end = column(csv, "endTime", "", missing);
        if (!missing.isEmpty()) {
            throw new BadFile("It lacks the columns " + String.join(", ", missing) + "; it has "
                    + String.join(", ", csv.columns())
                    + ". DITIO_COMPANY_ID and DITIO_PROJECT_ID may stand for the first two. If they have other names there,"
                    + " list these in the file of inbox.columns");
        }
    }

    private static WordColumn column(CsvFile csv, String name, String otherwise, List<String> missing) throws BadFile {
        int column = csv.column(name);
        if (column < 0 && otherwise.isEmpty()) {
            missing.add(name);
        }
        return new WordColumn(name, column, otherwise);
    }

    /** @throws BadRow where the row holds no state that Ditio should get */
    StateRow read(CsvRow row) throws BadRow {
        checkRow(row);
        String companyId = company.word(row);
        String projectId = project.word(row);
        String machineId = machine.word(row);
        String inDitio = names.inDitio(state.word(row));
        Moment from = times.parse("startTime", start.text(row));
        Moment until = times.parse("endTime", end.text(row));
        if (from.hasOffset() != until.hasOffset()) {
            throw oneOffset(from);
        }
        MachineState read = new MachineState(companyId, projectId, machineId, inDitio, from.instant(), until.instant());
        check(read);
        return new StateRow(row, read);
    }

    private static BadRow oneOffset(Moment from) {
        String with = from.hasOffset() ? "startTime" : "endTime";
        String without = from.hasOffset() ? "endTime" : "startTime";
        return new BadRow(with + " has an offset from UTC and " + without
                + " has none: the file may be cut short. Give the complete file again, or give both alike");
    }

    private static void checkRow(CsvRow row) throws BadRow {
        if (row.isUnended()) {
            String more = row.trouble().isEmpty() ? "" : ". Besides, " + row.trouble();
            throw new BadRow(UNENDED + more);
        }
        if (!row.trouble().isEmpty()) {
            throw new BadRow(row.trouble());
        }
    }

    private void check(MachineState read) throws BadRow {
        if (read.start().isBefore(Instant.EPOCH)) {
            throw new BadRow("startTime " + read.start() + " lies before 1970");
        }
        if (!read.start().isBefore(read.end())) {
            throw new BadRow("startTime " + read.start() + " is not before endTime " + read.end());
        }
        Duration span = Duration.between(read.start(), read.end());
        if (span.compareTo(rules.longest()) > 0) {
            throw new BadRow(String.format(
                    Locale.ROOT,
                    "it lasts %.1f hours, more than the %d of telematics.longest-hours",
                    span.toSeconds() / 3600.0,
                    rules.longest().toHours()));
        }
        if (read.end().isAfter(latestEnd)) {
            throw new BadRow("endTime " + read.end() + " lies further ahead than the "
                    + rules.future().toMinutes() + " minutes of telematics.future-minutes");
        }
    }
}
