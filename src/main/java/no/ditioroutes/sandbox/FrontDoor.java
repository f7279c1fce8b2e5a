package no.ditioroutes.sandbox;

import java.time.Clock;

/** Takes each call past the faults: what the API answers, and what of that the client gets to see. */
final class FrontDoor implements HttpServer.Exchange {

    private static final String CONTROLS = "/_sandbox/";

    private final Router router;
    private final Faults faults;
    private final Requests requests;
    private final Clients clients;
    private final Clock clock;

    FrontDoor(Router router, Faults faults, Requests requests, Clients clients, Clock clock) {
        this.router = router;
        this.faults = faults;
        this.requests = requests;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public void answer(Request request, Connection connection) throws InterruptedException {
        if (request.path().startsWith(CONTROLS)) {
            Fault.NONE.deliver(router.answer(request), connection);
        } else {
            answer(request, faults.take(request.path()), connection);
        }
    }

    private void answer(Request request, Fault fault, Connection connection) throws InterruptedException {
        Thread.sleep(fault.delay().toMillis());
        if (fault.revokesTokens()) {
            clients.revokeAllTokens();
        }
        Answer honest = fault.served() ? router.answer(fault.ask(request)) : Answer.of(0);
        Answer answer = fault.change(honest, clock);
        requests.add(request, answer.status(), clock.instant());
        fault.deliver(request.acceptsGzip() ? answer.gzipped() : answer, connection);
    }
}
