package no.ditioroutes.catalogue;

import java.util.Set;
import no.ditioroutes.csv.BadTimeException;
import no.ditioroutes.csv.CellText;

/** Reads the text of cells as their fields need it: names without characters that nobody sees, times in ISO 8601. */
final class CellTexts {

    /** Texts that people write, in which an apostrophe at the start may be one. */
    private static final Set<String> NAMES =
            Set.of("name", "department", "projectCustomerName", "projectAddress", "externalProjectName");

    /** Texts that may have several lines. */
    private static final Set<String> NOTES =
            Set.of("note", "description", "blockCheckInMessage", "workDescription", "workDescriptionShort");

    private final Settings settings;

    CellTexts(Settings settings) {
        this.settings = settings;
    }

    /** Returns the cell of a field; empty if there is none. */
    String read(Row row, String field, Type type) throws Blocked {
        String cell = row.cell(field);
        if (cell.isEmpty() || cell.equals(settings.clearWord())) {
            return cell;
        }
        if (NOTES.contains(field)) {
            return withoutControl(field, cell);
        }
        if (NAMES.contains(field)) {
            return checkVisible(field, CellText.plainSpaces(cell));
        }
        String code = checkVisible(field, CellText.plainSpaces(row.code(field)));
        return type == Type.TIME ? time(field, code) : code;
    }

    /** Returns the text unless it holds a character that nobody sees: two names that look alike are to be alike. */
    static String checkVisible(String field, String text) throws Blocked {
        String hidden = CellText.hidden(text);
        if (!hidden.isEmpty()) {
            throw new Blocked(field + " holds " + hidden + " between characters: remove it");
        }
        return text;
    }

    private static String withoutControl(String field, String text) throws Blocked {
        String control = CellText.control(text);
        if (!control.isEmpty()) {
            throw new Blocked(field + " holds " + control + ": remove it");
        }
        return text;
    }

    private String time(String field, String text) throws Blocked {
        try {
            return settings.times().timeOrDate(text).toString();
        } catch (BadTimeException e) {
            throw new Blocked(field + " " + e.getMessage());
        }
    }
}
