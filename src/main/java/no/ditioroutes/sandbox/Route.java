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
 * @param scope what the token must hold; empty where no token is asked for
 * @param query the query parameters it knows; empty where the handler checks them itself
 */
record Route(String method, String template, String scope, Optional<Set<String>> query, Handler handler) {

    /** Does the work of an operation. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Call call);
    }

    static Route of(String method, String template, String scope, Handler handler, String... query) {
        return new Route(method, template, scope, Optional.of(Set.of(query)), handler);
    }

    /** An operation without a token. */
    static Route open(String method, String template, Handler handler) {
        return of(method, template, "", handler);
    }

    Route checkingItsOwnQuery() {
        return new Route(method, template, scope, Optional.empty(), handler);
    }

    /** The variables of a path that fits the template. */
    Optional<Map<String, String>> match(List<String> path) {
        String[] parts = template.substring(1).split("/", -1);
        Map<String, String> variables = new HashMap<>();
        boolean fits = parts.length == path.size();
        for (int at = 0; fits && at < parts.length; at++) {
            fits = fits(parts[at], path.get(at), variables);
        }
        return fits ? Optional.of(variables) : Optional.empty();
    }

    /** How specific the template is: a written-out path goes before one with variables. */
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
