package no.ditioroutes.camel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.stream.InlinePages;
import no.ditioroutes.stream.Purpose;
import no.ditioroutes.stream.RunSettings;
import no.ditioroutes.stream.Slice;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.StreamOptions;
import no.ditioroutes.stream.SyncRun;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * {@code ditio-stream:open} reads the stream's cursor, opens the window that begins there, and sets the variable {@code
 * sync} to the run, which is closed when the exchange is done. The option {@code query.NAME} adds a query parameter to
 * every request of a page.
 *
 * <p>A {@link Slice} in the variable {@code slice} makes the run a backfill of that slice; {@link InlinePages} in the
 * variable {@code inline} make it a run over those records, without requests to Ditio. Without either it is a run of
 * the stream itself; {@code true} in the variable {@code force} then lets a full load remove rows that Ditio no longer
 * has even if they are many.
 */
public final class OpenEndpoint extends StepEndpoint {

    private final StreamComponent component;
    private final Map<String, String> options = new HashMap<>();

    OpenEndpoint(String uri, StreamComponent component) {
        super(uri, component);
        this.component = component;
    }

    /** Names the stream, its cursor and its topic. Required. Example: {@code machine-registrations}. */
    public void setStream(String stream) {
        options.put("stream", stream);
    }

    /** Sets the endpoint below the reporting base. Required. Example: {@code /v1/machine-registrations}. */
    public void setPath(String path) {
        options.put("path", path);
    }

    /** Sets the scopes that the token must have. Default: {@code reportingapiv1}. */
    public void setScope(String scope) {
        options.put("scope", scope);
    }

    /** Names the table whose columns say which fields are read. Default: the stream's name with {@code _} for {@code -}. */
    public void setTable(String table) {
        options.put("table", table);
    }

    /** Sets how many records a page may have, from 1 to 10000. Default: the setting {@code sync.chunk-limit}. */
    public void setChunkLimit(String chunkLimit) {
        options.put("chunkLimit", chunkLimit);
    }

    /** Sets how far a window reaches back behind the end of the one before. Default: {@code sync.overlap}. Example: {@code 10m}. */
    public void setOverlap(String overlap) {
        options.put("overlap", overlap);
    }

    /** Sets how far a window stays behind Ditio's clock. Default: {@code sync.lag}. Example: {@code 0s}. */
    public void setLag(String lag) {
        options.put("lag", lag);
    }

    /** Sets the first day of the first load, a date or a time; needs {@code to}. Default: everything. Example: {@code 2026-01-01}. */
    public void setFrom(String from) {
        options.put("from", from);
    }

    /** Sets the last day of the first load, a date or a time; needs {@code from}. Default: everything. Example: {@code 2026-12-31}. */
    public void setTo(String to) {
        options.put("to", to);
    }

    /**
     * Names the column that Ditio's date window is about, which {@code backfill --reconcile}, {@code from} and {@code to}
     * need. Default: none. Example: {@code stop_date_time}.
     */
    public void setWindowColumn(String windowColumn) {
        options.put("windowColumn", windowColumn);
    }

    @Override
    void step(Exchange exchange) {
        boolean isOwn = isOwnRun(exchange);
        SyncRun run = opened(exchange, isOwn);
        exchange.setVariable(StreamComponent.VARIABLE, run);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                run.close();
                if (isOwn && !run.report().complete() && !component.stopSignal().isRequested()) {
                    component.failed(
                            stream(),
                            done.getException() == null
                                    ? done.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                                    : done.getException());
                }
            }
        });
    }

    /**
     * Returns whether a run moves the stream's own cursor; failures of other runs do not affect the health of the
     * stream.
     */
    static boolean isOwnRun(Exchange exchange) {
        return exchange.getVariable("slice") == null && exchange.getVariable("inline") == null;
    }

    private SyncRun opened(Exchange exchange, boolean isOwn) {
        Optional<InlinePages> inline = Optional.ofNullable(exchange.getVariable("inline", InlinePages.class));
        Optional<Slice> slice = inline.map(InlinePages::slice)
                .or(() -> Optional.ofNullable(exchange.getVariable("slice", Slice.class)));
        boolean force = exchange.getVariable("force", false, Boolean.class);
        try {
            StreamDefinition definition = component.streams().get(stream());
            RunSettings settings = new RunSettings(
                    definition,
                    slice.orElseGet(() -> definition.ownSlice(force ? Purpose.FORCED_LOAD : Purpose.LOAD)),
                    component.streams().ownsTable(stream()));
            return SyncRun.open(settings, component.sinks(), inline, component.stopSignal());
        } catch (RuntimeException e) {
            RuntimeException failure = located(e);
            if (isOwn) {
                component.failed(stream(), failure);
            }
            throw failure;
        }
    }

    /**
     * Adds the stream and its route file to an error about a missing table or column, which may be fixed in the route
     * file or in the database.
     */
    private RuntimeException located(RuntimeException thrown) {
        if (!(thrown instanceof UserFacingException failure)
                || failure.kind() != UserFacingException.Kind.SETTINGS
                || !component.streams().names().contains(stream())) {
            return thrown;
        }
        String table = component.streams().options(stream()).table();
        String file = component.streams().get(stream()).file();
        return failure.getMessage().contains(" table " + table)
                ? new UserFacingException(
                        UserFacingException.Kind.SETTINGS,
                        "The stream " + stream() + " (" + file + "): " + failure.getMessage(),
                        thrown)
                : thrown;
    }

    private String stream() {
        return options.getOrDefault("stream", "");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        new StreamOptions(stream(), options).check();
    }
}
