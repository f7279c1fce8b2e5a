package no.ditioroutes.camel;

import no.ditioroutes.ditio.DitioRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Whether the record at hand is a tombstone. Runs once per record, where a Simple expression would cost more than it. */
public final class IsDeleted implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof DitioRecord record && record.isDeleted();
    }
}
