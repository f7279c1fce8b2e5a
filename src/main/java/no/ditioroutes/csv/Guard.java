package no.ditioroutes.csv;

/** Keeps a spreadsheet from running a cell as a formula: an apostrophe before it, which is taken away again on reading. */
final class Guard {

    private static final String STARTS = "=+-@\t\r\n";

    private Guard() {}

    static String add(String cell) {
        return isRisky(cell) ? "'" + cell : cell;
    }

    static String remove(String cell) {
        return cell.startsWith("'") && isRisky(cell) ? cell.substring(1) : cell;
    }

    /** An apostrophe of its own before such a start must not be mistaken for one of ours. */
    private static boolean isRisky(String cell) {
        int at = 0;
        while (at < cell.length() && cell.charAt(at) == '\'') {
            at++;
        }
        return at < cell.length() && STARTS.indexOf(cell.charAt(at)) >= 0;
    }
}
