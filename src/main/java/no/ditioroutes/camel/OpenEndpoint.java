package no.ditioroutes.camel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.Transport;
import no.ditioroutes.stream.GivenPages;
import no.ditioroutes.stream.Run;
import no.ditioroutes.stream.Sinks;
import no.ditioroutes.stream.StreamSettings;
import no.ditioroutes.stream.StreamSettings.Purpose;
import no.ditioroutes.stream.StreamSettings.Slice;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * {@code ditio-run:open}: opens a run, leaves it in the variable {@code run}, and closes it when the exchange is done.
 *
 * <p>A {@link Slice} in the variable {@code slice} makes it a backfill of that slice, {@link GivenPages} in the variable
 * {@code given} a run over those records, for which Ditio is not asked. Without either it is a run of the stream itself, which
 * begins with the rows that a target lacks; {@code true} in the variable {@code force} then lets a full load remove rows that
 * Ditio no longer has even if they are many.
 */
public final class OpenEndpoint extends StepEndpoint {

    private final RunComponent runs;
    private final Map<String, String> filters;
    private ProducerTemplate template;

    private String stream;
    private String path;
    private String fetch;
    private String scope = "reportingapiv1";
    private String table;
    private String chunkLimit = "{{sync.chunk-limit}}";
    private String overlap = "{{sync.overlap}}";
    private String lag = "{{sync.lag}}";
    private String from;
    private String to;
    private String windowColumn;

    OpenEndpoint(String uri, RunComponent runs, Map<String, String> filters) {
        super(uri, runs);
        this.runs = runs;
        this.filters = filters;
    }

    /** The name of the stream. */
    public String getStream() {
        return stream;
    }

    @Override
    void step(Exchange exchange) {
        Slice slice = exchange.getVariable("slice", Slice.class);
        GivenPages given = exchange.getVariable("given", GivenPages.class);
        // What goes wrong beside the stream's own cursor says nothing of how the stream is.
        boolean isOwn = slice == null && given == null;
        boolean force = exchange.getVariable("force", false, Boolean.class);
        Run run = opened(slice, given, force ? Purpose.FORCED_LOAD : Purpose.LOAD, isOwn);
        exchange.setVariable("run", run);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                run.close();
                if (isOwn && !run.report().complete() && !runs.stopSignal().isRequested()) {
                    failed(
                            done.getException() == null
                                    ? done.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                                    : done.getException());
                }
            }
        });
    }

    private Run opened(Slice slice, GivenPages given, Purpose own, boolean isOwn) {
        try {
            // A route by another name than its stream's is known to no command, and cannot be sent rows.
            if (isOwn && getCamelContext().getRoute(stream) != null) {
                new Streams(getCamelContext()).filler(stream).fillLacking();
            }
            return open(slice, given, own);
        } catch (RuntimeException e) {
            if (isOwn) {
                failed(e);
            }
            throw e;
        }
    }

    private void failed(Throwable thrown) {
        runs.meters(stream)
                .failed(Thrown.of(Failure.class, thrown)
                        .map(Failure::getMessage)
                        .orElse("A fault of this program; see the log"));
    }

    private Run open(Slice slice, GivenPages given, Purpose own) {
        if (given != null) {
            return Run.open(settings(given.slice()), runs.sinks(), given, runs.stopSignal());
        }
        StreamSettings settings = slice == null ? settings(own) : settings(slice);
        return Run.open(settings, runs.sinks(), this::fetch, runs.stopSignal());
    }

    Sinks sinks() {
        return runs.sinks();
    }

    /** What the route says of its stream. */
    StreamSettings settings() {
        return settings(Purpose.LOAD);
    }

    private StreamSettings settings(Purpose purpose) {
        OptionValues values = new OptionValues(stream);
        return settings(new Slice(stream, values.instant(from), values.instant(to), purpose));
    }

    String scope() {
        return scope;
    }

    /** The name of the stream's table. */
    String table() {
        return table == null ? stream.replace('-', '_') : table;
    }

    /** Has the stream's own route fetch a page, with all the tries it takes. */
    CompletableFuture<FetchedPage> fetch(PageRequest request) {
        if (!isStarted()) {
            return CompletableFuture.failedFuture(new Failure(
                    Failure.Kind.SETTINGS,
                    "The route of " + stream
                            + " was replaced during this run. The next run continues from the cursor"));
        }
        Exchange exchange = new DefaultExchange(getCamelContext());
        exchange.setVariable("request", request);
        return template.asyncSend(fetch, exchange).thenApply(done -> {
            if (done.getException() != null) {
                throw new CompletionException(Causes.of(done.getException()));
            }
            return done.getMessage().getBody(FetchedPage.class);
        });
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        require(stream, "stream");
        require(path, "path");
        require(fetch, "fetch");
        if ((from == null) != (to == null)) {
            throw new IllegalArgumentException(getEndpointUri() + ": from and to are given together or not at all");
        }
        checkOwnValues();
        template = getCamelContext().createProducerTemplate();
    }

    /** What comes from the settings is checked by the program: it is wrong for all streams, not for this route. */
    private void checkOwnValues() {
        OptionValues values = new OptionValues(stream);
        values.instant(from);
        values.instant(to);
        own(chunkLimit).ifPresent(values::records);
        own(overlap).ifPresent(text -> values.duration("overlap", text));
        own(lag).ifPresent(text -> values.duration("lag", text));
    }

    private static Optional<String> own(String value) {
        return Optional.of(value).filter(text -> !text.startsWith("{{"));
    }

    @Override
    protected void doStop() throws Exception {
        template.close();
        super.doStop();
    }

    private StreamSettings settings(Slice slice) {
        OptionValues values = new OptionValues(stream);
        return new StreamSettings(
                stream,
                CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), Transport.class)
                        .base("DITIO_REPORTING_BASE", value("{{ditio.reporting-base}}")),
                path,
                scope,
                table(),
                values.records(value(chunkLimit)),
                filters,
                values.duration("overlap", value(overlap)),
                values.duration("lag", value(lag)),
                slice,
                windowColumn == null ? "" : windowColumn,
                ownsTable());
    }

    /** A stream whose file is refused may write to the same table. */
    private boolean ownsTable() {
        Streams streams = new Streams(getCamelContext());
        return streams.leftOut().isEmpty() && streams.sharingTableWith(stream).isEmpty();
    }

    private String value(String text) {
        return getCamelContext().resolvePropertyPlaceholders(text);
    }

    private void require(String value, String option) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(getEndpointUri() + ": the option " + option + " is missing");
        }
    }

    public void setStream(String stream) {
        this.stream = stream;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public void setFetch(String fetch) {
        this.fetch = fetch;
    }

    public void setScope(String scope) {
        this.scope = scope;
    }

    public void setTable(String table) {
        this.table = table;
    }

    public void setChunkLimit(String chunkLimit) {
        this.chunkLimit = chunkLimit;
    }

    public void setOverlap(String overlap) {
        this.overlap = overlap;
    }

    public void setLag(String lag) {
        this.lag = lag;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public void setWindowColumn(String windowColumn) {
        this.windowColumn = windowColumn;
    }
}
