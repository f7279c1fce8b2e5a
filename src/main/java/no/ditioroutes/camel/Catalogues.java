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

    /**
     * Has the route of a catalogue do with the rows of a file what is wished for.
     *
     * @return what became of each row, even of a bad file, and where a failure stopped it in the middle
     * @throws Failure where it did not come to a plan
     */
    public Job run(String catalogue, CsvFile file, Wish wish) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("csv", file);
        exchange.setVariable("wish", wish);
        try (var template = camel.createProducerTemplate()) {
            template.send("direct:" + catalogue, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Job job = exchange.getVariable("job", Job.class);
        Throwable thrown = exchange.getException() == null ? null : Causes.of(exchange.getException());
        if (thrown instanceof BadFile && job == null) {
            throw new Failure(
                    Failure.Kind.SETTINGS, "The file " + file.path() + " is not used. " + thrown.getMessage(), thrown);
        }
        if (thrown == null || (thrown instanceof BadFile && job.isRefused())) {
            return job;
        }
        Failure failure = failure(catalogue, thrown);
        if (job == null || job.items().isEmpty()) {
            throw failure;
        }
        job.fail(failure);
        return job;
    }

    private static Failure failure(String catalogue, Throwable thrown) {
        if (thrown instanceof Failure failure) {
            return failure;
        }
        throw new IllegalStateException("The route " + catalogue + " failed", thrown);
    }
}
