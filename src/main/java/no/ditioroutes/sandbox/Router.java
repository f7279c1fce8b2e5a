package no.ditioroutes.sandbox;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.ditioroutes.sandbox.Clients.Grant;

/** Finds the operation and lets a caller in: path, method, token, scope and query parameters, in that order. */
final class Router {

    private record Match(Route route, Map<String, String> variables) {}

    private static final Client NOBODY = Client.of("", "").withScopes();

    private final List<Route> routes;
    private final Clients clients;
    private final Set<Quirk> quirks;

    Router(List<Route> routes, Clients clients, Set<Quirk> quirks) {
        this.routes = routes.stream()
                .sorted(Comparator.comparingLong(Route::variables))
                .toList();
        this.clients = clients;
        this.quirks = quirks;
    }

    List<Route> routes() {
        return routes;
    }

    Answer answer(Request request) {
        try {
            return route(request);
        } catch (ApiError refused) {
            return refused.answer();
        } catch (RuntimeException broken) {
            return new ApiError(500, "SandboxBroken", broken.toString()).answer();
        }
    }

    private Answer route(Request request) {
        List<Match> matches = matches(request);
        return matches.stream()
                .filter(match -> match.route().method().equals(request.method()))
                .findFirst()
                .map(match -> admit(match, request))
                .orElseGet(() -> wrongMethod(matches));
    }

    private List<Match> matches(Request request) {
        List<String> path = Arrays.stream(request.path().substring(1).split("/", -1))
                .map(Form::segment)
                .toList();
        return routes.stream()
                .flatMap(route -> route.match(path).map(found -> new Match(route, found)).stream())
                .toList();
    }

    private static Answer wrongMethod(List<Match> matches) {
        if (matches.isEmpty()) {
            return new ApiError(404, "NotFound", "No such address").answer();
        }
        String allowed = matches.stream().map(match -> match.route().method()).collect(Collectors.joining(", "));
        return new ApiError(405, "MethodNotAllowed", "Allowed: " + allowed)
                .answer()
                .withHeader("Allow", allowed);
    }

    private Answer admit(Match match, Request request) {
        Route route = match.route();
        if (route.scope().isEmpty()) {
            return serve(match, request, NOBODY);
        }
        Optional<Grant> grant = grant(request);
        if (grant.isEmpty()) {
            return unauthorized();
        }
        return grant.get().scopes().contains(route.scope())
                ? serve(match, request, grant.get().client())
                : wrongScope(route.scope());
    }

    private Optional<Grant> grant(Request request) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> clients.grant(header.substring("Bearer ".length())));
    }

    private static Answer serve(Match match, Request request, Client client) {
        Map<String, String> query = Form.decode(request.rawQuery());
        match.route().query().ifPresent(known -> checkQuery(query, known));
        return match.route().handler().answer(new Call(request, match.variables(), query, client));
    }

    private static void checkQuery(Map<String, String> query, Set<String> known) {
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ApiError(400, "UnknownParameter", "There is no parameter " + name);
                });
    }

    private static Answer unauthorized() {
        return new ApiError(401, "Unauthorized", "The token is missing, unknown, expired or revoked")
                .answer()
                .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    /** Documentation says 403; a sample of the vendor has seen 401. */
    private Answer wrongScope(String scope) {
        int status = quirks.contains(Quirk.WRONG_SCOPE_IS_401) ? 401 : 403;
        return new ApiError(status, "Forbidden", "The token lacks the scope " + scope).answer();
    }
}
