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
 * A running simulation of Ditio. Callers can inspect and change what clients of its HTTP APIs see while these use it.
 * All methods are thread-safe.
 */
public final class Sandbox implements AutoCloseable {

    private final SandboxClock clock = new SandboxClock();
    private final PlannedFaults faults = new PlannedFaults();
    private final RequestLog requests = new RequestLog();
    private final Set<Quirk> quirks = Collections.synchronizedSet(EnumSet.noneOf(Quirk.class));
    private final Map<String, StreamRecords> streams = new LinkedHashMap<>();
    private final CoreEntries machines = new CoreEntries("machine");
    private final CoreEntries projects = new CoreEntries("project");
    private final CoreEntries tasks = new CoreEntries("task");
    private final ReceivedStates states = new ReceivedStates();
    private final ScheduledExecutorService calendar =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("sandbox-live-changes", true));
    private final SandboxOptions options;
    private final ApiClients clients;
    private final ReportingLists reporting;
    private final OperationRouter router;
    private final SandboxServer server;

    private Sandbox(SandboxOptions options) {
        this.options = options;
        this.clients = new ApiClients(clock, options.tokenLifetime());
        clients.register(ApiClient.of(options.clientId(), options.clientSecret()));
        fillStreams();
        CoreSampleData.fill(machines, projects, tasks);
        this.reporting = new ReportingLists(streams, quirks);
        this.router = router();
        FaultInjector injector = new FaultInjector(router, faults, requests, clients, clock);
        this.server = new SandboxServer(options.address(), options.port(), injector, clock);
    }

    /** Starts with the defaults on a free port. */
    public static Sandbox start() {
        return start(SandboxOptions.defaults());
    }

    /** Starts with these options. */
    public static Sandbox start(SandboxOptions options) {
        Sandbox sandbox = new Sandbox(options);
        sandbox.live(options.liveEvery());
        return sandbox;
    }

    /** Returns the base addresses of the APIs. */
    public SandboxAddresses addresses() {
        return new SandboxAddresses("http://" + server.host() + ":" + server.port());
    }

    /** Returns the records of a list of the Reporting API, by the last part of its address. */
    public StreamRecords stream(String name) {
        return Optional.ofNullable(streams.get(name))
                .orElseThrow(() ->
                        new IllegalArgumentException("Unknown stream " + name + "; there are " + streams.keySet()));
    }

    /** Creates, corrects or deletes a record at this interval from now on; zero does nothing. */
    void live(Duration every) {
        if (!every.isZero()) {
            LiveChanges changes = new LiveChanges(changing(), options.seed());
            Future<?> unused =
                    calendar.scheduleAtFixedRate(changes, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private List<StreamRecords> changing() {
        return List.of(stream("machine-registrations"), stream("time-registrations"));
    }

    /** Returns the machines and equipment of the Core API. */
    public CoreEntries machines() {
        return machines;
    }

    /** Returns the projects of the Core API, for which states are accepted. */
    public CoreEntries projects() {
        return projects;
    }

    /** Returns the work orders of the Core API. */
    public CoreEntries tasks() {
        return tasks;
    }

    /** Returns the machine states received. */
    public ReceivedStates states() {
        return states;
    }

    /** Returns the clients and their tokens. */
    public ApiClients clients() {
        return clients;
    }

    /** Returns the planned faults. */
    public PlannedFaults faults() {
        return faults;
    }

    /** Returns the enabled quirks as a set that can be changed. */
    public Set<Quirk> quirks() {
        return quirks;
    }

    /** Returns the server's clock. */
    public SandboxClock clock() {
        return clock;
    }

    /** Invalidates every continuation token issued so far. */
    public void expireContinuationTokens() {
        reporting.expireTokens();
    }

    /** Returns the log of all calls to the API, without those to the control API. */
    public RequestLog requests() {
        return requests;
    }

    /** Returns all operations. */
    List<ApiOperation> operations() {
        return router.operations();
    }

    @Override
    public void close() {
        calendar.shutdownNow();
        server.close();
    }

    private void fillStreams() {
        RecordGenerator generator = new RecordGenerator(options.seed(), options.days(), clock);
        Map<String, Integer> sizes = Map.of(
                "machine-registrations", options.machineRegistrations(),
                "time-registrations", options.timeRegistrations(),
                "project", Fixture.PROJECTS.size(),
                "resource", Fixture.MACHINES.size(),
                "user", Fixture.PEOPLE.size());
        for (StreamKind kind : StreamKind.ALL) {
            int size = sizes.getOrDefault(kind.name(), options.timeRegistrations() / 20);
            StreamRecords stream = new StreamRecords(kind, clock, generator.of(kind, size));
            stream.fill(size);
            streams.put(kind.name(), stream);
        }
    }

    private OperationRouter router() {
        List<ApiOperation> operations = new ArrayList<>();
        operations.addAll(new TokenEndpoint(clients).operations());
        operations.addAll(reporting.operations());
        operations.addAll(new MachineApi(machines, quirks).operations());
        operations.addAll(new ProjectApi(projects, tasks).operations());
        operations.addAll(new TaskApi(tasks, projects).operations());
        operations.addAll(new LookupApi(machines, projects, tasks).operations());
        operations.addAll(new StateApi(states, projects, quirks, clock, options.largestImport()).operations());
        operations.addAll(new ControlApi(this).operations());
        return new OperationRouter(operations, clients, quirks);
    }
}
