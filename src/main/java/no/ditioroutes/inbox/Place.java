package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.Path;
import no.ditioroutes.csv.FileDestination;

/** A target in a folder. Its file name is chosen when the file is moved: until then others may use it. */
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
