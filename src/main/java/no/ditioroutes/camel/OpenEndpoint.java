package no.ditioroutes.camel;

import java.util.Map;
import java.util.Optional;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.Transport;
import no.ditioroutes.stream.InlinePages;
import no.ditioroutes.stream.Sinks;
import no.ditioroutes.stream.StreamSettings;
import no.ditioroutes.stream.StreamSettings.Purpose;
import no.ditioroutes.stream.StreamSettings.Slice;
import no.ditioroutes.stream.SyncRun;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * {@code ditio-stream:open}: reads the stream's cursor, cuts the window that begins there, and leaves the run in the variable
 * {@code sync}, which is closed when the exchange is done. The option {@code query.NAME} sends a further query parameter to
 * Ditio, the same on every page.
 *
 * <p>A {@link Slice} in the variable {@code slice} makes it a backfill of that slice, {@link InlinePages} in the variable
 * {@code inline} a run over those records, for which Ditio is not asked. Without either it is a run of the stream itself;
 * {@code true} in the variable {@code force} then lets a full load remove rows that Ditio no longer has even if they are many.
 */
public final class OpenEndpoint extends StepEndpoint {

    private final StreamComponent component;
    private final Map<String, String> filters;

    private String stream;
    private String path;
    private String scope = "reportingapiv1";
    private String table;
    private String chunkLimit = "{{sync.chunk-limit}}";
    private String overlap = "{{sync.overlap}}";
    private String lag = "{{sync.lag}}";
    private String from;
    private String to;
    private String windowColumn;

    OpenEndpoint(String uri, StreamComponent component, Map<String, String> filters) {
        super(uri, component);
        this.component = component;
        this.filters = filters;
    }

    /** Names the stream, its cursor and its topic. Required. Example: {@code machine-registrations}. */
    public void setStream(String stream) {
        this.stream = stream;
    }

    public String getStream() {
        return stream;
    }

    /** Sets the endpoint below the reporting base. Required. Example: {@code /v1/machine-registrations}. */
    public void setPath(String path) {
        this.path = path;
    }

    /** Sets the scopes that the token must have. Default: {@code reportingapiv1}. */
    public void setScope(String scope) {
        this.scope = scope;
    }

    /** Names the table whose columns say which fields are read. Default: the stream's name with {@code _} for {@code -}. */
    public void setTable(String table) {
        this.table = table;
    }

    /** Sets how many records a page may have, from 1 to 10000. Default: the setting {@code sync.chunk-limit}. */
    public void setChunkLimit(String chunkLimit) {
        this.chunkLimit = chunkLimit;
    }

    /** Sets how far a window reaches back behind the end of the one before. Default: {@code sync.overlap}. Example: {@code 10m}. */
    public void setOverlap(String overlap) {
        this.overlap = overlap;
    }

    /** Sets how far a window stays behind Ditio's clock. Default: {@code sync.lag}. Example: {@code 0s}. */
    public void setLag(String lag) {
        this.lag = lag;
    }

    /** Sets the first day of the first load, a date or a time; needs {@code to}. Default: everything. Example: {@code 2026-01-01}. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** Sets the last day of the first load, a date or a time; needs {@code from}. Default: everything. Example: {@code 2026-12-31}. */
    public void setTo(String to) {
        this.to = to;
    }

    /**
     * Names the column that Ditio's date window is about, which {@code backfill --reconcile}, {@code from} and {@code to}
     * need. Default: none. Example: {@code stop_date_time}.
     */
    public void setWindowColumn(String windowColumn) {
        this.windowColumn = windowColumn;
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
                            stream,
                            done.getException() == null
                                    ? done.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                                    : done.getException());
                }
            }
        });
    }

    /** Returns whether a run moves the stream's own cursor: what fails in another one says nothing of how the stream is. */
    static boolean isOwnRun(Exchange exchange) {
        return exchange.getVariable("slice") == null && exchange.getVariable("inline") == null;
    }

    private SyncRun opened(Exchange exchange, boolean isOwn) {
        Optional<InlinePages> inline = Optional.ofNullable(exchange.getVariable("inline", InlinePages.class));
        Optional<Slice> slice = inline.map(InlinePages::slice)
                .or(() -> Optional.ofNullable(exchange.getVariable("slice", Slice.class)));
        boolean force = exchange.getVariable("force", false, Boolean.class);
        try {
            StreamSettings settings =
                    slice.map(this::settings).orElseGet(() -> settings(force ? Purpose.FORCED_LOAD : Purpose.LOAD));
            return SyncRun.open(settings, component.sinks(), inline, component.stopSignal());
        } catch (RuntimeException e) {
            RuntimeException failure = located(e);
            if (isOwn) {
                component.failed(stream, failure);
            }
            throw failure;
        }
    }

    /** A table that is missing, or lacks a column, is corrected in the route as well as in the database. */
    private RuntimeException located(RuntimeException thrown) {
        boolean ofTable = thrown instanceof Failure failure
                && failure.kind() == Failure.Kind.SETTINGS
                && failure.getMessage().contains(" table " + table());
        if (!ofTable) {
            return thrown;
        }
        StreamRoutes streams = new StreamRoutes(getCamelContext());
        String file = streams.names().contains(stream) ? " (" + streams.file(stream) + ")" : "";
        return new Failure(Failure.Kind.SETTINGS, "The stream " + stream + file + ": " + thrown.getMessage(), thrown);
    }

    Sinks sinks() {
        return component.sinks();
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

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        require(stream, "stream");
        require(path, "path");
        if ((from == null) != (to == null)) {
            throw new IllegalArgumentException(getEndpointUri() + ": from and to are given together or not at all");
        }
        checkOwnValues();
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
        StreamRoutes streams = new StreamRoutes(getCamelContext());
        return streams.leftOut().isEmpty() && streams.sharingTableWith(stream).isEmpty();
    }

    private String value(String text) {
        return getCamelContext().resolvePropertyPlaceholders(text);
    }
}
