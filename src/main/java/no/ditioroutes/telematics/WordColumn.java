package no.ditioroutes.telematics;

import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.CsvRow;

/** A column of a file whose cells are ids, words or times. For one thread. */
final class WordColumn {

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

    /** @throws BadRow if the cell is empty, too long, or holds a character that nobody sees */
    String word(CsvRow row) throws BadRow {
        String now = row.raw(column);
        if (!now.equals(cell)) {
            word = visible(name, text(row));
            cell = now;
        }
        return word;
    }

    /** @throws BadRow if the cell is empty or too long */
    String text(CsvRow row) throws BadRow {
        String text = row.field(column);
        if (text.length() > LONGEST) {
            throw new BadRow(name + " has " + text.length() + " characters, more than " + LONGEST);
        }
        if (text.isEmpty() && otherwise.isEmpty()) {
            throw new BadRow(name + " is empty");
        }
        return text.isEmpty() ? otherwise : text;
    }

    /** Returns the text unless it holds a character that nobody sees: two words that look alike are to be alike. */
    static String visible(String name, String text) throws BadRow {
        String hidden = CellText.hidden(text);
        if (!hidden.isEmpty()) {
            throw new BadRow(name + " holds " + hidden + " between characters: remove it");
        }
        return text;
    }
}
