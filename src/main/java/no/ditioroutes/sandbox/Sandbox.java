package no.ditioroutes.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pretend Ditio, running. What a caller of the HTTP surfaces sees can be watched and changed here, while
 * it is being used. All of it may be called from any thread.
 */
public final class Sandbox implements AutoCloseable {

    private final SandboxClock clock = new SandboxClock();
    private final Faults faults = new Faults();
    private final Requests requests = new Requests();
    private final Set<Quirk> quirks = Collections.synchronizedSet(EnumSet.noneOf(Quirk.class));
    private final Map<String, Registrations> streams = new LinkedHashMap<>();
    private final Clients clients;
    private final Reporting reporting;
    private final HttpServer server;

    private Sandbox(SandboxOptions options) {
        this.clients = new Clients(clock, options.tokenLifetime());
        clients.register(Client.of(options.clientId(), options.clientSecret()));
        fill(options);
        this.reporting = new Reporting(streams, quirks);
        FrontDoor door = new FrontDoor(router(), faults, requests, clients, clock);
        this.server = new HttpServer(options.port(), door, clock);
    }

    /** Starts with the defaults on a free port. */
    public static Sandbox start() {
        return start(SandboxOptions.defaults());
    }

    /** Starts as told. */
    public static Sandbox start(SandboxOptions options) {
        return new Sandbox(options);
    }

    /** The address before the prefix of any surface. */
    public String base() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Where tokens are fetched: append {@code /connect/token}. */
    public String identityBase() {
        return base() + "/identity";
    }

    /** The base of the Core API. */
    public String apiBase() {
        return base() + "/core";
    }

    /** The base of the Reporting API. */
    public String reportingBase() {
        return base() + "/reporting";
    }

    /** The base of the Mass Transport API. */
    public String massTransportBase() {
        return base() + "/masstransport";
    }

    /** The records behind one list of the Reporting API, by the last part of its address. */
    public Registrations stream(String name) {
        return Optional.ofNullable(streams.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no stream " + name + " among " + streams.keySet()));
    }

    /** Clients and tokens. */
    public Clients clients() {
        return clients;
    }

    /** What shall go wrong. */
    public Faults faults() {
        return faults;
    }

    /** Oddities that are on; add to it or remove from it. */
    public Set<Quirk> quirks() {
        return quirks;
    }

    /** The server's clock. */
    public SandboxClock clock() {
        return clock;
    }

    /** Every continuation token that is out becomes unusable. */
    public void expireContinuationTokens() {
        reporting.expireTokens();
    }

    /** All calls to the API so far, oldest first; those to the controls do not count. */
    public List<RecordedRequest> requests() {
        return requests.all();
    }

    /** The calls whose path contains this. */
    public List<RecordedRequest> requests(String pathPart) {
        return requests.all().stream()
                .filter(request -> request.path().contains(pathPart))
                .toList();
    }

    /** Forgets the calls so far. */
    public void clearRequests() {
        requests.clear();
    }

    @Override
    public void close() {
        server.close();
    }

    private void fill(SandboxOptions options) {
        Generator generator = new Generator(options.seed(), options.days(), clock);
        Map<String, Integer> sizes = Map.of(
                "machine-registrations", options.machineRegistrations(),
                "time-registrations", options.timeRegistrations(),
                "project", Fixture.PROJECTS.size(),
                "resource", Fixture.MACHINES.size(),
                "user", Fixture.PEOPLE.size());
        for (StreamKind kind : StreamKind.ALL) {
            int size = sizes.getOrDefault(kind.name(), options.timeRegistrations() / 20);
            Registrations stream = new Registrations(kind, clock, generator.of(kind, size));
            stream.fill(size);
            streams.put(kind.name(), stream);
        }
    }

    private Router router() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new Identity(clients).routes());
        routes.addAll(reporting.routes());
        return new Router(routes, clients, quirks);
    }
}
