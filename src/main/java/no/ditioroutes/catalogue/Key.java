package no.ditioroutes.catalogue;

import java.text.Normalizer;

/**
 * What tells an entry of one kind from all others, in the user's own numbers.
 *
 * @param project the number of the project a work order belongs to; else empty
 */
public record Key(String company, String project, String number) {

    public Key {
        // Some systems write å as a letter and a ring.
        project = Normalizer.normalize(project.strip(), Normalizer.Form.NFC);
        number = Normalizer.normalize(number.strip(), Normalizer.Form.NFC);
    }

    /** For messages. */
    @Override
    public String toString() {
        return project.isEmpty() ? number : number + " of project " + project;
    }
}
