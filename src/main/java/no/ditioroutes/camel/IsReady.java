package no.ditioroutes.camel;

import java.io.File;
import no.ditioroutes.inbox.Inbox;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Lets the inbox decide which of the files that Camel finds may be picked up. */
public final class IsReady implements GenericFileFilter<File> {

    private final Inbox inbox;

    public IsReady(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        return inbox.isReady(file.getFile().toPath());
    }
}
