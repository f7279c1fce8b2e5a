package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The sandbox's Java methods over HTTP, for clients outside of this JVM. No token is required. */
final class ControlApi {

    private final Sandbox sandbox;

    ControlApi(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    List<ApiOperation> operations() {
        return List.of(
                ApiOperation.open("GET", "/openapi.yaml", call -> document()),
                operation("GET", "faults", call -> pending()),
                operation("POST", "faults", this::plan),
                operation("DELETE", "faults", call -> done(sandbox.faults()::clear)),
                operation("GET", "records/{stream}", call -> counts(stream(call))),
                operation("POST", "records/{stream}", this::change),
                operation("DELETE", "records/{stream}", call -> done(stream(call)::clear)),
                ApiOperation.of("GET", "/_sandbox/requests", "", this::requests, "path"),
                operation("DELETE", "requests", call -> done(sandbox.requests()::clear)),
                operation("GET", "clients", call -> clients()),
                operation("POST", "clients", this::register),
                operation("GET", "clock", call -> time()),
                operation("POST", "clock", this::setClock),
                operation("GET", "quirks", call -> quirks()),
                operation("POST", "quirks", this::setQuirks),
                operation("GET", "states", call -> states()),
                operation("DELETE", "states", call -> done(sandbox.states()::clear)));
    }

    private static ApiOperation operation(String method, String rest, ApiOperation.Handler handler) {
        return ApiOperation.open(method, "/_sandbox/" + rest, handler);
    }

    private static ApiResponse document() {
        try (InputStream document = ControlApi.class.getResourceAsStream("/sandbox/openapi.yaml")) {
            return ApiResponse.of(200).withBody("application/yaml", document.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ApiResponse done(Runnable action) {
        action.run();
        return ApiResponse.of(204);
    }

    private ApiResponse pending() {
        return ApiResponse.json(
                200, StrictJson.object().put("pending", sandbox.faults().pending()));
    }

    private ApiResponse plan(OperationCall call) {
        ObjectNode order = call.object();
        Fault fault = FaultParser.read(order);
        String path = order.path("path").asText("/");
        if (order.path("always").asBoolean()) {
            sandbox.faults().always(path, fault);
        } else {
            sandbox.faults()
                    .plan(
                            path,
                            order.path("after").asInt(0),
                            order.path("times").asInt(1),
                            fault);
        }
        return pending();
    }

    private StreamRecords stream(OperationCall call) {
        return StreamKind.named(call.variable("stream"))
                .map(kind -> sandbox.stream(kind.name()))
                .orElseThrow(() -> new ApiErrorException(404, "NotFound", "Unknown stream " + call.variable("stream")));
    }

    private static ApiResponse counts(StreamRecords stream) {
        ObjectNode counts = StrictJson.object().put("live", stream.size());
        return ApiResponse.json(200, counts.put("deleted", stream.deleted().size()));
    }

    private ApiResponse change(OperationCall call) {
        StreamRecords stream = stream(call);
        ObjectNode order = call.object();
        stream.add(order.path("add").asInt(0));
        stream.addTies(order.path("addTies").asInt(0));
        each(stream, order.path("edit"), id -> stream.edit(id, record -> record.put("description", "Rettet")));
        each(stream, order.path("delete"), stream::delete);
        if (order.hasNonNull("put")) {
            stream.put(
                    order.get("put").isTextual()
                            ? order.get("put").asText()
                            : order.get("put").toString());
        }
        return counts(stream);
    }

    /** Applies an action to the oldest records if given a number, or to the listed ids. */
    private static void each(StreamRecords stream, JsonNode which, Consumer<String> action) {
        if (which.isInt()) {
            stream.live().keySet().stream().limit(which.asInt()).forEach(action);
        } else {
            which.forEach(id -> action.accept(id.asText()));
        }
    }

    private ApiResponse requests(OperationCall call) {
        ArrayNode list = StrictJson.array();
        sandbox.requests()
                .matching(call.query().getOrDefault("path", ""))
                .forEach(request -> list.add(request(request)));
        return ApiResponse.json(200, list);
    }

    private static ObjectNode request(RecordedRequest request) {
        ObjectNode node = StrictJson.object().put("method", request.method()).put("path", request.path());
        node.put("rawQuery", request.rawQuery()).put("authorization", request.authorization());
        node.put("status", request.status()).put("at", Ticks.text(request.at()));
        ObjectNode query = node.putObject("query");
        request.query().forEach(query::put);
        return node;
    }

    private ApiResponse clients() {
        return ApiResponse.json(
                200, StrictJson.object().put("tokenCalls", sandbox.clients().tokenCalls()));
    }

    private ApiResponse register(OperationCall call) {
        ObjectNode order = call.object();
        if (order.path("revokeAllTokens").asBoolean()) {
            sandbox.clients().revokeAllTokens();
        }
        if (order.hasNonNull("id")) {
            sandbox.clients().register(client(order));
        }
        if (order.hasNonNull("id") && order.hasNonNull("staticToken")) {
            sandbox.clients()
                    .staticToken(
                            order.get("staticToken").asText(), order.get("id").asText());
        }
        return clients();
    }

    private static ApiClient client(ObjectNode order) {
        ApiClient client =
                ApiClient.of(order.get("id").asText(), order.path("secret").asText());
        client = order.has("scopes") ? client.withScopes(texts(order.get("scopes"))) : client;
        client = order.has("companies") ? client.withCompanies(texts(order.get("companies"))) : client;
        client = order.path("administrator").asBoolean(true) ? client : client.withoutAdministrator();
        client = order.path("emulated").asBoolean(true) ? client : client.withoutEmulation();
        return client.withDisabled(order.path("disabled").asBoolean());
    }

    private ApiResponse time() {
        return ApiResponse.json(
                200, StrictJson.object().put("now", Ticks.text(sandbox.clock().instant())));
    }

    private ApiResponse setClock(OperationCall call) {
        ObjectNode order = call.object();
        if (order.path("reset").asBoolean()) {
            sandbox.clock().reset();
        }
        if (order.has("skewMillis")) {
            sandbox.clock().skew(Duration.ofMillis(order.get("skewMillis").asLong()));
        }
        Optional.of(order.path("freeze").asText("")).flatMap(Ticks::parse).ifPresent(sandbox.clock()::freeze);
        sandbox.clock().advance(Duration.ofMillis(order.path("advanceMillis").asLong(0)));
        return time();
    }

    private ApiResponse quirks() {
        ArrayNode names = StrictJson.array();
        Arrays.stream(Quirk.values()).filter(sandbox.quirks()::contains).forEach(quirk -> names.add(quirk.name()));
        return ApiResponse.json(200, names);
    }

    /** Enables exactly the named quirks and disables all others. */
    private ApiResponse setQuirks(OperationCall call) {
        List<Quirk> wanted =
                Arrays.stream(texts(call.array())).map(ControlApi::quirk).toList();
        sandbox.quirks().clear();
        sandbox.quirks().addAll(wanted);
        return quirks();
    }

    private static Quirk quirk(String name) {
        return Arrays.stream(Quirk.values())
                .filter(quirk -> quirk.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ApiErrorException(400, "UnknownQuirk", "Unknown quirk " + name));
    }

    private ApiResponse states() {
        ArrayNode list = StrictJson.array();
        sandbox.states().received().forEach(interval -> list.add(interval(interval)));
        return ApiResponse.json(200, list);
    }

    private static ObjectNode interval(StateInterval interval) {
        return StrictJson.object()
                .put("companyId", interval.companyId())
                .put("projectId", interval.projectId())
                .put("machineId", interval.machineId())
                .put("state", interval.state())
                .put("startTime", interval.startTime())
                .put("endTime", interval.endTime());
    }

    private static String[] texts(JsonNode list) {
        String[] texts = new String[list.size()];
        for (int at = 0; at < texts.length; at++) {
            texts[at] = list.get(at).asText();
        }
        return texts;
    }
}
