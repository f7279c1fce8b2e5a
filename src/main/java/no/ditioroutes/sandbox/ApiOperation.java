package no.ditioroutes.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of the API.
 *
 * @param template the path, with variables in braces
 * @param scope the scope that the token must have; empty if no token is required
 * @param query the query parameters it knows; empty if the handler validates them itself
 */
record ApiOperation(String method, String template, String scope, Optional<Set<String>> query, Handler handler) {

    /** Implements an operation. */
    @FunctionalInterface
    interface Handler {
        ApiResponse answer(OperationCall call);
    }

    static ApiOperation of(String method, String template, String scope, Handler handler, String... query) {
        return new ApiOperation(method, template, scope, Optional.of(Set.of(query)), handler);
    }

    /** Returns an operation that requires no token. */
    static ApiOperation open(String method, String template, Handler handler) {
        return of(method, template, "", handler);
    }

    ApiOperation checkingItsOwnQuery() {
        return new ApiOperation(method, template, scope, Optional.empty(), handler);
    }

    /** Returns the variables of a path that matches the template. */
    Optional<Map<String, String>> match(List<String> path) {
        String[] parts = template.substring(1).split("/", -1);
        Map<String, String> variables = new HashMap<>();
        boolean fits = parts.length == path.size();
        for (int at = 0; fits && at < parts.length; at++) {
            fits = fits(parts[at], path.get(at), variables);
        }
        return fits ? Optional.of(variables) : Optional.empty();
    }

    /** Returns the number of variables: a template with fewer is more specific and takes precedence. */
    long variables() {
        return template.chars().filter(character -> character == '{').count();
    }

    private static boolean fits(String part, String segment, Map<String, String> variables) {
        if (part.startsWith("{")) {
            variables.put(part.substring(1, part.length() - 1), segment);
            return !segment.isEmpty();
        }
        return part.equals(segment);
    }
}
