package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Machines and equipment of the Core API. A number is unique in its company, a type must exist unless it is
 * equipment, and unlike elsewhere a PUT keeps what it does not mention.
 */
final class MachineApi {

    private static final String PATH = "/core/api/v4/integration/machines";
    private static final String EQUIPMENT = "includeEquipmentDetails";
    private static final int LAST_FUEL_UNIT = 5;
    private static final int LAST_FUEL_TYPE = 7;

    private static final Fields FIELDS = new Fields()
            .texts("id", "companyId", "machineNumber", "name", "typeId", "department", "note", "emissionClass")
            .texts("serialNumber", "engineNumber", "registrationNumber", "responsibleId", "responsibleEmployeeNumber")
            .texts("blockCheckInMessage")
            .flags("active", "isEquipment", "blockCheckIn")
            .numbers("costPriceMachine", "costPrice", "price", "weight", "capacity", "hourMeter")
            .integers("buildYear")
            .times("serviceDate", "purchasedDate");

    private static final Fields FUEL =
            new Fields().numbers("fuelConsumptionRate").integers("fuelConsumptionUnit", "fuelType");

    private final Catalogue machines;
    private final Set<Quirk> quirks;

    MachineApi(Catalogue machines, Set<Quirk> quirks) {
        this.machines = machines;
        this.quirks = quirks;
    }

    List<Route> routes() {
        return List.of(
                route("GET", "", this::list, EQUIPMENT),
                route("POST", "", call -> Answer.json(201, create(call.client(), call.object()))),
                route("POST", "/create/array", this::createAll),
                route("PUT", "/update/array", this::updateAll),
                route("GET", "/by-machine-number/{machineNumber}", this::byNumber, EQUIPMENT),
                route("GET", "/is-machine-deletable/{id}", this::isDeletable),
                route("GET", "/{id}", call -> shown(call, machine(call)), EQUIPMENT),
                route("PUT", "/{id}", this::update),
                route("PATCH", "/{id}", this::update),
                route("PATCH", "/{id}/esg", this::fuel),
                route("DELETE", "/{id}", this::delete));
    }

    private static Route route(String method, String rest, Route.Handler handler, String... query) {
        return Route.of(method, PATH + rest, Client.CORE, handler, query);
    }

    private Answer list(Call call) {
        List<ObjectNode> all = machines.all();
        Map<String, List<ObjectNode>> equipment = all.stream().collect(Collectors.groupingBy(MachineApi::carrier));
        ArrayNode visible = Access.visible(call.client(), all);
        if (call.flag(EQUIPMENT)) {
            visible.forEach(machine -> ((ObjectNode) machine)
                    .putArray("equipment")
                    .addAll(equipment.getOrDefault(machine.get("id").asText(), List.of()).stream()
                            .map(ObjectNode::deepCopy)
                            .toList()));
        }
        return Answer.json(200, visible);
    }

    /** The id of the machine that a piece of equipment hangs on; empty where it hangs on none. */
    private static String carrier(ObjectNode machine) {
        return machine.path("linkedMachineId").asText();
    }

    private Answer byNumber(Call call) {
        Optional<ObjectNode> found = machines.where("machineNumber", call.variable("machineNumber")).stream()
                .filter(machine -> Access.mayAct(call.client(), machine))
                .findFirst();
        return shown(call, Access.existing(call.client(), found));
    }

    private Answer isDeletable(Call call) {
        return Answer.of(200).withBody(Answer.JSON, String.valueOf(!isUsed(machine(call))));
    }

    private synchronized ObjectNode create(Client client, ObjectNode body) {
        FIELDS.check(body.without("id"));
        Fields.require(body, "companyId", "machineNumber");
        Access.checkCompany(client, body);
        ObjectNode machine = Json.object().put("active", false).put("isEquipment", false);
        machine.setAll(body);
        checkRules(machine);
        return machines.put(machine.without("id"));
    }

    /** Each on its own. What the answer looks like is not documented; here it is a result for each item. */
    private Answer createAll(Call call) {
        ArrayNode results = Json.array();
        call.array().forEach(item -> results.add(result(call.client(), item)));
        return Answer.json(200, results);
    }

    private ObjectNode result(Client client, JsonNode item) {
        ObjectNode result =
                Json.object().put("machineNumber", item.path("machineNumber").asText());
        try {
            return result.put("success", true)
                    .put("id", create(client, object(item)).get("id").asText());
        } catch (ApiError refused) {
            return result.put("success", false).setAll(refused.body());
        }
    }

    private Answer update(Call call) {
        return Answer.json(200, change(machine(call), call.object(), call.client()));
    }

    /** Item by item; those before one that fails are stored already. */
    private Answer updateAll(Call call) {
        ArrayNode changed = Json.array();
        for (JsonNode item : call.array()) {
            Fields.require(object(item), "id");
            ObjectNode machine =
                    Access.existing(call.client(), machines.find(item.get("id").asText()));
            changed.add(change(machine, object(item), call.client()));
        }
        return Answer.json(200, changed);
    }

    private synchronized ObjectNode change(ObjectNode machine, ObjectNode change, Client client) {
        FIELDS.check(change);
        if (!change.path("id")
                .asText(machine.get("id").asText())
                .equals(machine.get("id").asText())) {
            throw new ApiError(400, "BadField", "id is not the one of the address");
        }
        machine.setAll(withoutUnsaid(machine, change));
        Fields.require(machine, "companyId", "machineNumber");
        Access.checkCompany(client, machine);
        checkRules(machine);
        return machines.put(machine);
    }

    /** A null message counts as not mentioned, an empty one clears; equipment cannot be blocked for check-ins. */
    private ObjectNode withoutUnsaid(ObjectNode machine, ObjectNode change) {
        ObjectNode said = change.deepCopy();
        boolean equipment =
                said.path("isEquipment").asBoolean(machine.path("isEquipment").asBoolean());
        change.properties().forEach(field -> {
            boolean omitted = field.getValue().isNull()
                    && (quirks.contains(Quirk.NULL_IS_OMITTED) || field.getKey().equals("blockCheckInMessage"));
            if (omitted || (equipment && field.getKey().equals("blockCheckIn"))) {
                said.remove(field.getKey());
            }
        });
        return said;
    }

    private Answer fuel(Call call) {
        ObjectNode machine = machine(call);
        ObjectNode fuel = call.object();
        FUEL.check(fuel);
        if (fuel.isEmpty()
                || !within(fuel, "fuelConsumptionUnit", LAST_FUEL_UNIT)
                || !within(fuel, "fuelType", LAST_FUEL_TYPE)) {
            throw new ApiError(400, "MachineService.esgInvalid", "Minst ett gyldig drivstoffelt må sendes");
        }
        machine.setAll(fuel);
        machines.put(machine);
        return Answer.of(204);
    }

    private Answer delete(Call call) {
        ObjectNode machine = machine(call);
        if (isUsed(machine)) {
            throw new ApiError(400, "MachineService.machineInUse", "Maskinen er i bruk og kan ikke slettes");
        }
        machines.remove(machine.get("id").asText());
        return Answer.of(204);
    }

    /** Statuses of these refusals are not documented; 400 is assumed for both. */
    private void checkRules(ObjectNode machine) {
        boolean taken = machines
                .where("machineNumber", machine.get("machineNumber").asText())
                .stream()
                .filter(Catalogue.has("companyId", machine.get("companyId").asText()))
                .anyMatch(other -> !other.get("id").equals(machine.path("id")));
        if (taken) {
            throw new ApiError(400, "MachineService.machineNumberExists", "Maskinnummeret finnes allerede");
        }
        if (machine.hasNonNull("typeId") && !machine.path("isEquipment").asBoolean() && !hasKnownType(machine)) {
            throw new ApiError(400, "MachineService.machineTypeInvalid", "Ugyldig maskintype");
        }
    }

    private static boolean hasKnownType(ObjectNode machine) {
        String type = machine.get("typeId").asText();
        return Fixture.machineTypes().stream().anyMatch(known -> known[0].equals(type));
    }

    private ObjectNode machine(Call call) {
        return Access.existing(call.client(), machines.find(call.variable("id")));
    }

    private boolean isUsed(ObjectNode machine) {
        return machines.isUsed(machine.get("id").asText());
    }

    private Answer shown(Call call, ObjectNode machine) {
        return Answer.json(200, withEquipment(call, machine));
    }

    /** How linked equipment looks is not documented; here it is a list of its whole entries. */
    private ObjectNode withEquipment(Call call, ObjectNode machine) {
        if (call.flag(EQUIPMENT)) {
            ArrayNode equipment = machine.putArray("equipment");
            machines.where("linkedMachineId", machine.get("id").asText()).forEach(equipment::add);
        }
        return machine;
    }

    private static boolean within(ObjectNode fuel, String field, int last) {
        return !fuel.has(field)
                || (fuel.get(field).asInt(-1) >= 0 && fuel.get(field).asInt() <= last);
    }

    private static ObjectNode object(JsonNode item) {
        if (item instanceof ObjectNode object) {
            return object;
        }
        throw new ApiError(400, "BadBody", "Expected an array of objects");
    }
}
