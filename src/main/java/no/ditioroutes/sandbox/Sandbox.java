package no.ditioroutes.sandbox;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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
    private final Catalogue machines = new Catalogue("machine");
    private final Catalogue projects = new Catalogue("project");
    private final Catalogue tasks = new Catalogue("task");
    private final ExcavatorStates states = new ExcavatorStates();
    private final ScheduledExecutorService calendar =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("sandbox-life", true));
    private final SandboxOptions options;
    private final Clients clients;
    private final Reporting reporting;
    private final Router router;
    private final HttpServer server;

    private Sandbox(SandboxOptions options) {
        this.options = options;
        this.clients = new Clients(clock, options.tokenLifetime());
        clients.register(Client.of(options.clientId(), options.clientSecret()));
        fillStreams();
        World.fill(machines, projects, tasks);
        this.reporting = new Reporting(streams, quirks);
        this.router = router();
        FrontDoor door = new FrontDoor(router, faults, requests, clients, clock);
        this.server = new HttpServer(options.address(), options.port(), door, clock);
    }

    /** Starts with the defaults on a free port. */
    public static Sandbox start() {
        return start(SandboxOptions.defaults());
    }

    /** Starts as told. */
    public static Sandbox start(SandboxOptions options) {
        Sandbox sandbox = new Sandbox(options);
        sandbox.live(options.liveEvery());
        return sandbox;
    }

    /** The address before the prefix of any surface. */
    public String base() {
        return "http://" + server.host() + ":" + server.port();
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

    /** From now on something is added, corrected or deleted this often; zero does nothing. */
    public void live(Duration every) {
        if (!every.isZero()) {
            Life life = new Life(changing(), options.seed());
            Future<?> unused =
                    calendar.scheduleAtFixedRate(life, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private List<Registrations> changing() {
        return List.of(stream("machine-registrations"), stream("time-registrations"));
    }

    /** The machines and equipment of the Core API. */
    public Catalogue machines() {
        return machines;
    }

    /** The projects of the Core API; states are taken for these. */
    public Catalogue projects() {
        return projects;
    }

    /** The work orders of the Core API. */
    public Catalogue tasks() {
        return tasks;
    }

    /** The machine states received. */
    public ExcavatorStates states() {
        return states;
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

    /** Every operation there is. */
    List<Route> routes() {
        return router.routes();
    }

    @Override
    public void close() {
        calendar.shutdownNow();
        server.close();
    }

    private void fillStreams() {
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
        routes.addAll(new MachineApi(machines, quirks).routes());
        routes.addAll(new ProjectApi(projects, tasks).routes());
        routes.addAll(new TaskApi(tasks, projects).routes());
        routes.addAll(new LookupApi(machines, projects, tasks).routes());
        routes.addAll(new StateApi(states, projects, quirks, clock, options.largestImport()).routes());
        routes.addAll(new Control(this).routes());
        return new Router(routes, clients, quirks);
    }
}
