package no.ditioroutes.sandbox;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.ditioroutes.sandbox.ApiClients.Grant;

/** Finds the operation and validates a call: path, method, token, scope and query parameters, in that order. */
final class OperationRouter {

    private record Match(ApiOperation operation, Map<String, String> variables) {}

    private static final ApiClient NOBODY = ApiClient.of("", "").withScopes();

    private final List<ApiOperation> operations;
    private final ApiClients clients;
    private final Set<Quirk> quirks;

    OperationRouter(List<ApiOperation> operations, ApiClients clients, Set<Quirk> quirks) {
        this.operations = operations.stream()
                .sorted(Comparator.comparingLong(ApiOperation::variables))
                .toList();
        this.clients = clients;
        this.quirks = quirks;
    }

    List<ApiOperation> operations() {
        return operations;
    }

    ApiResponse answer(ApiRequest request) {
        try {
            return dispatch(request);
        } catch (ApiErrorException rejected) {
            return rejected.answer();
        } catch (RuntimeException broken) {
            return new ApiErrorException(500, "SandboxBroken", broken.toString()).answer();
        }
    }

    private ApiResponse dispatch(ApiRequest request) {
        List<Match> matches = matches(request);
        return matches.stream()
                .filter(match -> match.operation().method().equals(request.method()))
                .findFirst()
                .map(match -> admit(match, request))
                .orElseGet(() -> wrongMethod(matches));
    }

    private List<Match> matches(ApiRequest request) {
        List<String> path = Arrays.stream(request.path().substring(1).split("/", -1))
                .map(FormDecoder::segment)
                .toList();
        return operations.stream()
                .flatMap(operation -> operation.match(path).map(found -> new Match(operation, found)).stream())
                .toList();
    }

    private static ApiResponse wrongMethod(List<Match> matches) {
        if (matches.isEmpty()) {
            return new ApiErrorException(404, "NotFound", "Unknown address").answer();
        }
        String allowed =
                matches.stream().map(match -> match.operation().method()).collect(Collectors.joining(", "));
        return new ApiErrorException(405, "MethodNotAllowed", "Allowed: " + allowed)
                .answer()
                .withHeader("Allow", allowed);
    }

    private ApiResponse admit(Match match, ApiRequest request) {
        ApiOperation operation = match.operation();
        if (operation.scope().isEmpty()) {
            return serve(match, request, NOBODY);
        }
        Optional<Grant> grant = grant(request);
        if (grant.isEmpty()) {
            return unauthorized();
        }
        return grant.get().scopes().contains(operation.scope())
                ? serve(match, request, grant.get().client())
                : wrongScope(operation.scope());
    }

    private Optional<Grant> grant(ApiRequest request) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> clients.grant(header.substring("Bearer ".length())));
    }

    private static ApiResponse serve(Match match, ApiRequest request, ApiClient client) {
        Map<String, String> query = FormDecoder.decode(request.rawQuery());
        match.operation().query().ifPresent(known -> checkQuery(query, known));
        return match.operation().handler().answer(new OperationCall(request, match.variables(), query, client));
    }

    private static void checkQuery(Map<String, String> query, Set<String> known) {
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ApiErrorException(400, "UnknownParameter", "Unknown parameter " + name);
                });
    }

    private static ApiResponse unauthorized() {
        return new ApiErrorException(401, "Unauthorized", "The token is missing, unknown, expired or revoked")
                .answer()
                .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    /** Rejects a token without the scope. The documentation says 403; a sample of the vendor has seen 401. */
    private ApiResponse wrongScope(String scope) {
        int status = quirks.contains(Quirk.WRONG_SCOPE_IS_401) ? 401 : 403;
        return new ApiErrorException(status, "Forbidden", "The token lacks the scope " + scope).answer();
    }
}
