package no.ditioroutes.camel;

import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.stream.SyncRun;
import org.apache.camel.Component;
import org.apache.camel.Exchange;

/** A step that stages the current record for a table or a topic, until {@code ditio-stream:commit} writes its page. */
abstract class SinkEndpoint extends StepEndpoint {

    private final boolean delete;

    SinkEndpoint(String uri, Component component, String operation) {
        super(uri, component);
        this.delete = isDelete(operation);
    }

    private boolean isDelete(String operation) {
        return switch (operation) {
            case "upsert" -> false;
            case "delete" -> true;
            default -> throw unknownStep(step().replaceFirst(":.*", ""), operation, List.of("upsert", "delete"));
        };
    }

    /** Stages a record. */
    abstract void stage(SyncRun run, DitioRecord record, boolean isDelete);

    @Override
    final void step(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof DitioRecord record)) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The route " + exchange.getFromRouteId() + " gives " + step()
                            + " a body that is no record of Ditio."
                            + " Change the body behind the sinks, or in a copy of the message (multicast, wireTap)");
        }
        stage(StreamComponent.run(exchange), record, delete);
    }
}
