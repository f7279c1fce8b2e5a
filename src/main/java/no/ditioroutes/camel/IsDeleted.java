package no.ditioroutes.camel;

import no.ditioroutes.ditio.DitioRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Returns whether the current record is a tombstone. It runs once per record, where a Simple expression would cost
 * more.
 */
public final class IsDeleted implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof DitioRecord record && record.isDeleted();
    }
}
