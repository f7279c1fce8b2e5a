package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.Path;
import no.ditioroutes.csv.FileDestination;

/** A place in a drawer. Its name is found when the file is kept: until then others may take it. */
record Place(Drawer drawer, String name) implements FileDestination {

    @Override
    public Path draft() throws IOException {
        return drawer.draft();
    }

    @Override
    public Path keep(Path draft) throws IOException {
        return drawer.keep(draft, name);
    }

    @Override
    public String toString() {
        return drawer + "/" + name;
    }
}
