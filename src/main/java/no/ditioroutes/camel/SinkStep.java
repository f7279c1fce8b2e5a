package no.ditioroutes.camel;

import no.ditioroutes.Failure;
import no.ditioroutes.ditio.DitioRecord;
import org.apache.camel.Exchange;

/** What the steps of both sinks have in common. */
final class SinkStep {

    private SinkStep() {}

    static boolean isDelete(String uri, String operation) {
        return switch (operation) {
            case "upsert" -> false;
            case "delete" -> true;
            default -> throw new IllegalArgumentException(uri + ": expected upsert or delete, found " + operation);
        };
    }

    static DitioRecord record(String uri, Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof DitioRecord record) {
            return record;
        }
        throw new Failure(
                Failure.Kind.SETTINGS,
                "The route " + exchange.getFromRouteId() + " gives " + uri + " a body that is no record of Ditio."
                        + " Change the body behind the sinks, or in a copy of the message (multicast, wireTap)");
    }
}
