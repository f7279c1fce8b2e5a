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

/** The same handles as in Java, over HTTP, for those outside. They ask for no token. */
final class Control {

    private final Sandbox sandbox;

    Control(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    List<Route> routes() {
        return List.of(
                Route.open("GET", "/openapi.yaml", call -> document()),
                route("GET", "faults", call -> pending()),
                route("POST", "faults", this::plan),
                route("DELETE", "faults", call -> done(sandbox.faults()::clear)),
                route("GET", "records/{stream}", call -> counts(stream(call))),
                route("POST", "records/{stream}", this::change),
                route("DELETE", "records/{stream}", call -> done(stream(call)::clear)),
                Route.of("GET", "/_sandbox/requests", "", this::requests, "path"),
                route("DELETE", "requests", call -> done(sandbox::clearRequests)),
                route("GET", "clients", call -> clients()),
                route("POST", "clients", this::register),
                route("GET", "clock", call -> time()),
                route("POST", "clock", this::setClock),
                route("GET", "quirks", call -> quirks()),
                route("POST", "quirks", this::setQuirks),
                route("GET", "states", call -> states()),
                route("DELETE", "states", call -> done(sandbox.states()::clear)));
    }

    private static Route route(String method, String rest, Route.Handler handler) {
        return Route.open(method, "/_sandbox/" + rest, handler);
    }

    private static Answer document() {
        try (InputStream document = Control.class.getResourceAsStream("/sandbox/openapi.yaml")) {
            return Answer.of(200).withBody("application/yaml", document.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Answer done(Runnable deed) {
        deed.run();
        return Answer.of(204);
    }

    private Answer pending() {
        return Answer.json(200, Json.object().put("pending", sandbox.faults().pending()));
    }

    private Answer plan(Call call) {
        ObjectNode order = call.object();
        Fault fault = FaultReader.read(order);
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

    private Registrations stream(Call call) {
        return StreamKind.named(call.variable("stream"))
                .map(kind -> sandbox.stream(kind.name()))
                .orElseThrow(() -> new ApiError(404, "NotFound", "There is no stream " + call.variable("stream")));
    }

    private static Answer counts(Registrations stream) {
        ObjectNode counts = Json.object().put("live", stream.size());
        return Answer.json(200, counts.put("deleted", stream.deleted().size()));
    }

    private Answer change(Call call) {
        Registrations stream = stream(call);
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

    /** A number is the oldest so many; a list names them. */
    private static void each(Registrations stream, JsonNode which, Consumer<String> deed) {
        if (which.isInt()) {
            stream.live().keySet().stream().limit(which.asInt()).forEach(deed);
        } else {
            which.forEach(id -> deed.accept(id.asText()));
        }
    }

    private Answer requests(Call call) {
        ArrayNode list = Json.array();
        sandbox.requests(call.query().getOrDefault("path", "")).forEach(request -> list.add(request(request)));
        return Answer.json(200, list);
    }

    private static ObjectNode request(RecordedRequest request) {
        ObjectNode node = Json.object().put("method", request.method()).put("path", request.path());
        node.put("rawQuery", request.rawQuery()).put("authorization", request.authorization());
        node.put("status", request.status()).put("at", Ticks.text(request.at()));
        ObjectNode query = node.putObject("query");
        request.query().forEach(query::put);
        return node;
    }

    private Answer clients() {
        return Answer.json(
                200, Json.object().put("tokenCalls", sandbox.clients().tokenCalls()));
    }

    private Answer register(Call call) {
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

    private static Client client(ObjectNode order) {
        Client client = Client.of(order.get("id").asText(), order.path("secret").asText());
        client = order.has("scopes") ? client.withScopes(texts(order.get("scopes"))) : client;
        client = order.has("companies") ? client.withCompanies(texts(order.get("companies"))) : client;
        client = order.path("administrator").asBoolean(true) ? client : client.withoutAdministrator();
        client = order.path("emulated").asBoolean(true) ? client : client.withoutEmulation();
        return client.withDisabled(order.path("disabled").asBoolean());
    }

    private Answer time() {
        return Answer.json(
                200, Json.object().put("now", Ticks.text(sandbox.clock().instant())));
    }

    private Answer setClock(Call call) {
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

    private Answer quirks() {
        ArrayNode names = Json.array();
        Arrays.stream(Quirk.values()).filter(sandbox.quirks()::contains).forEach(quirk -> names.add(quirk.name()));
        return Answer.json(200, names);
    }

    /** Exactly the named ones are on afterwards. */
    private Answer setQuirks(Call call) {
        List<Quirk> wanted =
                Arrays.stream(texts(call.array())).map(Control::quirk).toList();
        sandbox.quirks().clear();
        sandbox.quirks().addAll(wanted);
        return quirks();
    }

    private static Quirk quirk(String name) {
        return Arrays.stream(Quirk.values())
                .filter(quirk -> quirk.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ApiError(400, "UnknownQuirk", "There is no quirk " + name));
    }

    private Answer states() {
        ArrayNode list = Json.array();
        sandbox.states().received().forEach(interval -> list.add(interval(interval)));
        return Answer.json(200, list);
    }

    private static ObjectNode interval(Interval interval) {
        return Json.object()
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
