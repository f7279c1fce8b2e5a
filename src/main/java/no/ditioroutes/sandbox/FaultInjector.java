package no.ditioroutes.sandbox;

import java.time.Clock;

/** Passes each call to the API, unless a planned fault changes the request, the response or its delivery. */
final class FaultInjector implements SandboxServer.Exchange {

    private static final String CONTROLS = "/_sandbox/";

    private final OperationRouter router;
    private final PlannedFaults faults;
    private final RequestLog requests;
    private final ApiClients clients;
    private final Clock clock;

    FaultInjector(OperationRouter router, PlannedFaults faults, RequestLog requests, ApiClients clients, Clock clock) {
        this.router = router;
        this.faults = faults;
        this.requests = requests;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public void answer(ApiRequest request, ClientConnection connection) throws InterruptedException {
        if (request.path().startsWith(CONTROLS)) {
            Fault.NONE.deliver(router.answer(request), connection);
        } else {
            answer(request, faults.take(request.path()), connection);
        }
    }

    private void answer(ApiRequest request, Fault fault, ClientConnection connection) throws InterruptedException {
        Thread.sleep(fault.delay().toMillis());
        if (fault.revokesTokens()) {
            clients.revokeAllTokens();
        }
        ApiResponse honest = fault.isServed() ? router.answer(fault.ask(request)) : ApiResponse.of(0);
        ApiResponse response = fault.change(honest, clock);
        requests.add(request, response.status(), clock.instant());
        fault.deliver(request.acceptsGzip() ? response.gzipped() : response, connection);
    }
}
