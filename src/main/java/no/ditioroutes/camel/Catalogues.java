package no.ditioroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.ApplyOptions;
import no.ditioroutes.catalogue.CatalogueSync;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Synchronises the catalogue with files, by the routes of machines, projects and work orders. */
public final class Catalogues {

    /**
     * The outcome of each row, even of an invalid file.
     *
     * @param failure what interrupted the synchronisation; empty if nothing did
     */
    public record Result(CatalogueSync sync, Optional<UserFacingException> failure) {}

    private final CamelContext camel;

    public Catalogues(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Runs the route of a kind, such as {@code work-orders}, with the rows of a file.
     *
     * @throws UserFacingException if there is no plan
     */
    public Result run(String kind, CsvFile file, ApplyOptions options) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("csv", file);
        exchange.setVariable("options", options);
        try (var template = camel.createProducerTemplate()) {
            template.send("direct:" + kind, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CatalogueSync sync = exchange.getVariable("sync", CatalogueSync.class);
        Throwable thrown = exchange.getException() == null ? null : Causes.of(exchange.getException());
        if (thrown instanceof InvalidFileException && sync == null) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The file " + file.path() + " is not used. " + thrown.getMessage(),
                    thrown);
        }
        if (thrown == null || (thrown instanceof InvalidFileException && sync.isRejected())) {
            return new Result(sync, Optional.empty());
        }
        UserFacingException failure = failure(kind, thrown);
        if (sync == null || sync.entries().isEmpty()) {
            throw failure;
        }
        return new Result(sync, Optional.of(failure));
    }

    private static UserFacingException failure(String kind, Throwable thrown) {
        if (thrown instanceof UserFacingException failure) {
            return failure;
        }
        throw new IllegalStateException("The route " + kind + " failed", thrown);
    }
}
