package no.ditioroutes.telematics;

import java.time.temporal.ChronoUnit;
import no.ditioroutes.csv.BadTimeException;
import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.TimeFormats;
import no.ditioroutes.csv.TimeFormats.Moment;

/**
 * Reads the times of one file. For one thread.
 *
 * <p>What the ledger keeps is as fine as a microsecond, so anything finer is cut off.
 */
final class Times {

    private final TimeFormats formats;
    /** The last two texts: the end of one interval is the start of the next, and machines share their hours. */
    private final String[] texts = {"", ""};

    private final Moment[] moments = {null, null};
    private int older;

    Times(TimeFormats formats) {
        this.formats = formats;
    }

    /** @throws BadRow if the text is no time, or one that the zone does not have just once */
    Moment parse(String column, String text) throws BadRow {
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

    private Moment read(String column, String text) throws BadRow {
        try {
            Moment read = formats.time(WordColumn.visible(column, CellText.plainSpaces(text)));
            return new Moment(read.instant().truncatedTo(ChronoUnit.MICROS), read.hasOffset());
        } catch (BadTimeException e) {
            throw new BadRow(column + " " + e.getMessage());
        }
    }
}
