package no.ditioroutes.csv;

/**
 * Keeps a spreadsheet from running a cell as a formula: an apostrophe is added before it, and removed again on reading.
 */
final class FormulaGuard {

    private static final String STARTS = "=+-@\t\r\n";

    private FormulaGuard() {}

    static String add(String cell) {
        return isRisky(cell) ? "'" + cell : cell;
    }

    static String remove(String cell) {
        return cell.startsWith("'") && isRisky(cell) ? cell.substring(1) : cell;
    }

    /**
     * Returns whether a cell needs a guard. Apostrophes of its own before such a start must not be mistaken for a
     * guard.
     */
    private static boolean isRisky(String cell) {
        int at = 0;
        while (at < cell.length() && cell.charAt(at) == '\'') {
            at++;
        }
        return at < cell.length() && STARTS.indexOf(cell.charAt(at)) >= 0;
    }
}
