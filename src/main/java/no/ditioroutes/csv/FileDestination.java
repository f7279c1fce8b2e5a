package no.ditioroutes.csv;

import java.io.IOException;
import java.nio.file.Path;

/** Receives a file that must not be visible before it is complete. */
public interface FileDestination {

    /** Returns the path to write to; its folder exists. */
    Path draft() throws IOException;

    /**
     * Moves the draft to a name that no other file has, even if others add files at the same time, and returns its
     * path.
     */
    Path keep(Path draft) throws IOException;
}
