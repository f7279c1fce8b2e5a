package no.ditioroutes.operate;

import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.stream.InlinePage;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.tables.Cursors;

/** Sends the given records through the route of their stream, and leaves no cursor behind. */
final class Resender {

    private final StreamRoutes streams;
    private final Cursors cursors;

    Resender(StreamRoutes streams, Cursors cursors) {
        this.streams = streams;
        this.cursors = cursors;
    }

    RunReport send(String stream, InlinePage page) {
        String cursor = page.slice().cursor();
        // A run that was killed left its cursor.
        cursors.remove(cursor);
        try {
            return streams.resend(stream, page);
        } finally {
            cursors.remove(cursor);
        }
    }
}
