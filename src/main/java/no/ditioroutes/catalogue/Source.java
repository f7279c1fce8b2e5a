package no.ditioroutes.catalogue;

import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.Shown;

/**
 * Where rows come from.
 *
 * @param name of a file, a table or a topic, as it may be shown
 * @param isFile whether its rows come as one file, which somebody can mend and give again
 */
record Source(String name, boolean isFile) {

    /** @param source a file, or the name of anything else */
    static Source of(Object source) {
        return source instanceof CsvFile file
                ? new Source(Shown.text(file.name()), true)
                : new Source(Shown.text(String.valueOf(source)), false);
    }

    /** For messages. */
    @Override
    public String toString() {
        return name;
    }
}
