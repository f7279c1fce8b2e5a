package no.ditioroutes.catalogue;

/** The character that the numbers of a source have before their decimals. */
public enum DecimalMark {
    /** As Ditio, databases and programs write numbers. */
    POINT,
    /** As Norwegian spreadsheets write numbers. */
    COMMA,
    /** The source does not say. */
    UNKNOWN;

    /**
     * Returns the mark that goes with the separator of a file: a spreadsheet separates cells by semicolons where commas
     * separate decimals, and by tabs everywhere.
     */
    static DecimalMark of(char separator) {
        return switch (separator) {
            case ',' -> POINT;
            case ';' -> COMMA;
            default -> UNKNOWN;
        };
    }
}
