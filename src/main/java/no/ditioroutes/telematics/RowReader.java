package no.ditioroutes.telematics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.ditio.MachineState;

/** Reads the machine states out of the rows of one file. For one thread. */
final class RowReader {

    /** More than any name has; the ledger's index takes no long ones. */
    private static final int LONGEST_TEXT = 100;

    private final StateRules rules;
    private final Times times;
    private final StateNames names;
    private final Instant latestEnd;
    private final int company;
    private final int project;
    private final int machine;
    private final int state;
    private final int start;
    private final int end;

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
                    + ". DITIO_COMPANY_ID and DITIO_PROJECT_ID may stand for the first two");
        }
    }

    private static int column(CsvFile csv, String name, String otherwise, List<String> missing) {
        int column = csv.column(name);
        if (column < 0 && otherwise.isEmpty()) {
            missing.add(name);
        }
        return column;
    }

    /** @throws BadRow where the row holds no state that Ditio should get */
    StateRow read(CsvRow row) throws BadRow {
        if (!row.trouble().isEmpty()) {
            throw new BadRow(row.trouble());
        }
        MachineState read = new MachineState(
                text(row, company, "companyId", rules.companyId()),
                text(row, project, "projectId", rules.projectId()),
                text(row, machine, "machineId", ""),
                names.inDitio(text(row, state, "state", "")),
                times.parse("startTime", text(row, start, "startTime", "")),
                times.parse("endTime", text(row, end, "endTime", "")));
        check(read);
        return new StateRow(row, read);
    }

    private static String text(CsvRow row, int column, String name, String otherwise) throws BadRow {
        String text = row.field(column);
        if (text.length() > LONGEST_TEXT) {
            throw new BadRow(name + " has " + text.length() + " characters, more than " + LONGEST_TEXT);
        }
        if (!text.isEmpty()) {
            return text;
        }
        if (otherwise.isEmpty()) {
            throw new BadRow(name + " is empty");
        }
        return otherwise;
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
