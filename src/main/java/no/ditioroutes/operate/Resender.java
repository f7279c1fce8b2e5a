package no.ditioroutes.operate;

import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.store.Store;
import no.ditioroutes.stream.InlinePage;
import no.ditioroutes.stream.RunReport;

/** Sends records at hand through the route of their stream, and leaves no cursor behind. */
final class Resender {

    private final StreamRoutes streams;
    private final Store store;

    Resender(StreamRoutes streams, Store store) {
        this.streams = streams;
        this.store = store;
    }

    RunReport send(String stream, InlinePage page) {
        String cursor = page.slice().cursor();
        // One that was killed left its cursor.
        store.remove(cursor);
        try {
            return streams.resend(stream, page);
        } finally {
            store.remove(cursor);
        }
    }
}
