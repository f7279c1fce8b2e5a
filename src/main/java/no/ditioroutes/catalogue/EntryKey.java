package no.ditioroutes.catalogue;

import java.text.Normalizer;

/**
 * Identifies an entry among those of its kind, in the user's own numbers.
 *
 * @param project the number of the project a work order belongs to; else empty
 */
public record EntryKey(String company, String project, String number) {

    public EntryKey {
        // Some systems write å as a letter and a ring.
        project = Normalizer.normalize(project.strip(), Normalizer.Form.NFC);
        number = Normalizer.normalize(number.strip(), Normalizer.Form.NFC);
    }

    /** Returns the key for messages. */
    @Override
    public String toString() {
        return project.isEmpty() ? number : number + " of project " + project;
    }
}
