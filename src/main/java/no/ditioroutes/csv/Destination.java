package no.ditioroutes.csv;

import java.io.IOException;
import java.nio.file.Path;

/** Where a file goes that is not to be seen before it is finished. */
public interface Destination {

    /** A name to write it under; the folder is there. */
    Path draft() throws IOException;

    /** Gives it a name that no file has, whoever else puts files there; answers where it lies. */
    Path keep(Path draft) throws IOException;
}
