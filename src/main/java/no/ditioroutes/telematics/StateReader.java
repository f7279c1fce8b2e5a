package no.ditioroutes.telematics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.csv.InvalidTimeException;
import no.ditioroutes.csv.TimeFormats;
import no.ditioroutes.csv.TimeFormats.Moment;
import no.ditioroutes.ditio.MachineState;

/** Reads the machine states out of the rows of one file. For one thread. */
final class StateReader {

    private static final String UNENDED = "the file may be cut short: this last line has no line end, all others have"
            + " one. Give the complete file again, or end the line";

    private final StateRules rules;
    private final Times times;
    private final KnownStates.Names names;
    private final Instant latestEnd;
    private final WordColumn company;
    private final WordColumn project;
    private final WordColumn machine;
    private final WordColumn state;
    private final WordColumn start;
    private final WordColumn end;

    StateReader(StateRules rules, CsvFile csv, TimeFormats formats, KnownStates.Names names)
            throws InvalidFileException {
        this.rules = rules;
        this.times = new Times(formats);
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
            throw new InvalidFileException("It lacks the columns " + String.join(", ", missing) + "; it has "
                    + String.join(", ", csv.columns())
                    + ". DITIO_COMPANY_ID and DITIO_PROJECT_ID may stand for the first two. If they have other names there,"
                    + " list these in the file of inbox.columns");
        }
    }

    private static WordColumn column(CsvFile csv, String name, String otherwise, List<String> missing)
            throws InvalidFileException {
        int column = csv.column(name);
        if (column < 0 && otherwise.isEmpty()) {
            missing.add(name);
        }
        return new WordColumn(name, column, otherwise);
    }

    /** Returns the row with its machine state, or with what is wrong with it. */
    StateRow read(CsvRow row) {
        try {
            return new StateRow(row.line(), row.fields(), state(row), "");
        } catch (BadRowException e) {
            return new StateRow(row.line(), row.fields(), null, e.getMessage());
        }
    }

    private MachineState state(CsvRow row) throws BadRowException {
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
        return read;
    }

    private static BadRowException oneOffset(Moment from) {
        String with = from.hasOffset() ? "startTime" : "endTime";
        String without = from.hasOffset() ? "endTime" : "startTime";
        return new BadRowException(with + " has an offset from UTC and " + without
                + " has none: the file may be cut short. Give the complete file again, or give both alike");
    }

    private static void checkRow(CsvRow row) throws BadRowException {
        if (row.isUnended()) {
            String more = row.trouble().isEmpty() ? "" : ". Besides, " + row.trouble();
            throw new BadRowException(UNENDED + more);
        }
        if (!row.trouble().isEmpty()) {
            throw new BadRowException(row.trouble());
        }
    }

    private void check(MachineState read) throws BadRowException {
        if (read.start().isBefore(Instant.EPOCH)) {
            throw new BadRowException("startTime " + read.start() + " lies before 1970");
        }
        if (!read.start().isBefore(read.end())) {
            throw new BadRowException("startTime " + read.start() + " is not before endTime " + read.end());
        }
        Duration span = Duration.between(read.start(), read.end());
        if (span.compareTo(rules.longest()) > 0) {
            throw new BadRowException(String.format(
                    Locale.ROOT,
                    "it lasts %.1f hours, more than the %d of telematics.longest-hours",
                    span.toSeconds() / 3600.0,
                    rules.longest().toHours()));
        }
        if (read.end().isAfter(latestEnd)) {
            throw new BadRowException("endTime " + read.end() + " lies further ahead than the "
                    + rules.future().toMinutes() + " minutes of telematics.future-minutes");
        }
    }

    /** Returns the text unless it holds a character that nobody sees: two words that look alike are to be alike. */
    private static String visible(String name, String text) throws BadRowException {
        String hidden = CellText.hidden(text);
        if (!hidden.isEmpty()) {
            throw new BadRowException(name + " holds " + hidden + " between characters: remove it");
        }
        return text;
    }

    /** A column whose cells are ids, words or times. */
    private static final class WordColumn {

        /** More than any name has; the ledger's index takes no long ones. */
        private static final int LONGEST = 100;

        private final String name;
        private final int column;
        private final String otherwise;

        /** The last cell and its word: most cells are as the one above. */
        private String cell;

        private String word = "";

        /**
         * @param column its place, or -1
         * @param otherwise what an empty cell stands for; empty if it must not be
         */
        WordColumn(String name, int column, String otherwise) {
            this.name = name;
            this.column = column;
            this.otherwise = otherwise;
        }

        /** @throws BadRowException if the cell is empty, too long, or holds a character that nobody sees */
        String word(CsvRow row) throws BadRowException {
            String now = row.raw(column);
            if (!now.equals(cell)) {
                word = visible(name, text(row));
                cell = now;
            }
            return word;
        }

        /** @throws BadRowException if the cell is empty or too long */
        String text(CsvRow row) throws BadRowException {
            String text = row.field(column);
            if (text.length() > LONGEST) {
                throw new BadRowException(name + " has " + text.length() + " characters, more than " + LONGEST);
            }
            if (text.isEmpty() && otherwise.isEmpty()) {
                throw new BadRowException(name + " is empty");
            }
            return text.isEmpty() ? otherwise : text;
        }
    }

    /** Reads times. What the ledger keeps is as fine as a microsecond, so anything finer is cut off. */
    static final class Times {

        private final TimeFormats formats;

        /** The last two texts: the end of one interval is the start of the next, and machines share their hours. */
        private final String[] texts = {"", ""};

        private final Moment[] moments = {null, null};
        private int older;

        Times(TimeFormats formats) {
            this.formats = formats;
        }

        /** @throws BadRowException if the text is not a time, or one that the zone does not have just once */
        Moment parse(String column, String text) throws BadRowException {
            for (int place = 0; place < texts.length; place++) {
                if (texts[place].equals(text)) {
                    return moments[place];
                }
            }
            Moment read = read(column, text);
            texts[older] = text;
            moments[older] = read;
            older = 1 - older;
            return read;
        }

        private Moment read(String column, String text) throws BadRowException {
            try {
                Moment read = formats.time(visible(column, CellText.plainSpaces(text)));
                return new Moment(read.instant().truncatedTo(ChronoUnit.MICROS), read.hasOffset());
            } catch (InvalidTimeException e) {
                throw new BadRowException(column + " " + e.getMessage());
            }
        }
    }
}
