package no.ditioroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import no.ditioroutes.Failure;
import no.ditioroutes.catalogue.Job;
import no.ditioroutes.catalogue.Wish;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** The catalogues there are: machines, projects and work orders, each a route of its name. */
public final class Catalogues {

    private final CamelContext camel;

    public Catalogues(CamelContext camel) {
        this.camel = camel;
    }

    /** Has the route of a catalogue do with the rows of a file what is wished for. */
    public Job run(String catalogue, CsvFile file, Wish wish) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("csv", file);
        exchange.setVariable("wish", wish);
        try (var template = camel.createProducerTemplate()) {
            template.send("direct:" + catalogue, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (exchange.getException() != null) {
            throwUnlessBadFile(catalogue, exchange.getException());
        }
        return exchange.getVariable("job", Job.class);
    }

    /** Of a bad file the job tells, row by row. */
    private static void throwUnlessBadFile(String catalogue, Exception thrown) {
        Throwable cause = Causes.of(thrown);
        if (cause instanceof Failure failure) {
            throw failure;
        }
        if (cause instanceof IOException) {
            throw new Failure(Failure.Kind.DITIO, cause.getMessage() + ". Check DITIO_API_BASE and the network", cause);
        }
        if (!(cause instanceof BadFile)) {
            throw new IllegalStateException("The route " + catalogue + " failed", thrown);
        }
    }
}
