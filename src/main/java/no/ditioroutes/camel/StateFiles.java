package no.ditioroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.telematics.ImportOptions;
import no.ditioroutes.telematics.StateImport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Sends files of machine states by their route, without the inbox. */
public final class StateFiles {

    private static final String ROUTE = "excavator-states";

    private final CamelContext camel;

    public StateFiles(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Sends the rows of a file that are new.
     *
     * @return the completed import
     * @throws InvalidFileException if the entire file is rejected
     * @throws UserFacingException if it cannot be sent now
     */
    public StateImport send(CsvFile csv, ImportOptions options) throws InvalidFileException {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("csv", csv);
        exchange.setVariable("options", options);
        try (var template = camel.createProducerTemplate()) {
            template.send("direct:" + ROUTE, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (exchange.getException() != null) {
            throw failure(csv, exchange.getException());
        }
        return exchange.getVariable("import", StateImport.class);
    }

    private static UserFacingException failure(CsvFile csv, Exception thrown) throws InvalidFileException {
        Throwable cause = Causes.of(thrown);
        if (cause instanceof InvalidFileException bad) {
            throw bad;
        }
        if (cause instanceof UserFacingException failure) {
            return failure;
        }
        throw new IllegalStateException("The route " + ROUTE + " failed with " + csv.name(), thrown);
    }
}
