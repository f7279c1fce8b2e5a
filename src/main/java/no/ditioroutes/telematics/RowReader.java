package no.ditioroutes.telematics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.TimeFormats.Moment;
import no.ditioroutes.ditio.MachineState;

/** Reads the machine states out of the rows of one file. For one thread. */
final class RowReader {

    /** More than any name has; the ledger's index takes no long ones. */
    private static final int LONGEST_TEXT = 100;

    private static final String UNENDED = "the file may be cut short: this last line has no line end, all others have"
            + " one. Give the complete file again, or end the line";

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
                    + ". DITIO_COMPANY_ID and DITIO_PROJECT_ID may stand for the first two. If they have other names there,"
                    + " list these in the file of inbox.columns");
        }
    }

    private static int column(CsvFile csv, String name, String otherwise, List<String> missing) throws BadFile {
        int column = csv.column(name);
        if (column < 0 && otherwise.isEmpty()) {
            missing.add(name);
        }
        return column;
    }

    /** @throws BadRow where the row holds no state that Ditio should get */
    StateRow read(CsvRow row) throws BadRow {
        checkRow(row);
        String companyId = word(row, company, "companyId", rules.companyId());
        String projectId = word(row, project, "projectId", rules.projectId());
        String machineId = word(row, machine, "machineId", "");
        String inDitio = names.inDitio(word(row, state, "state", ""));
        Moment from = time(row, start, "startTime");
        Moment until = time(row, end, "endTime");
        if (from.hasOffset() != until.hasOffset()) {
            throw oneOffset(from);
        }
        MachineState read = new MachineState(companyId, projectId, machineId, inDitio, from.instant(), until.instant());
        check(read);
        return new StateRow(row, read);
    }

    /** Two words that look alike are to be alike. */
    private static String word(CsvRow row, int column, String name, String otherwise) throws BadRow {
        return visible(name, text(row, column, name, otherwise));
    }

    /** Returns the text unless it holds a character that nobody sees. */
    static String visible(String name, String text) throws BadRow {
        String hidden = CellText.hidden(text);
        if (!hidden.isEmpty()) {
            throw new BadRow(name + " holds " + hidden + " between characters: remove it");
        }
        return text;
    }

    private Moment time(CsvRow row, int column, String name) throws BadRow {
        return times.parse(name, text(row, column, name, ""));
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
