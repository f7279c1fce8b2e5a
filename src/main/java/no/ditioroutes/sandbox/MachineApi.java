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
 * Machines and equipment of the Core API. A number is unique in its company, and a type must exist unless the entry is
 * equipment. Unlike elsewhere, a PUT keeps the fields it does not mention.
 */
final class MachineApi {

    private static final String PATH = "/core/api/v4/integration/machines";
    private static final String EQUIPMENT = "includeEquipmentDetails";
    private static final int LAST_FUEL_UNIT = 5;
    private static final int LAST_FUEL_TYPE = 7;

    private static final FieldRules FIELDS = new FieldRules()
            .texts("id", "companyId", "machineNumber", "name", "typeId", "department", "note", "emissionClass")
            .texts("serialNumber", "engineNumber", "registrationNumber", "responsibleId", "responsibleEmployeeNumber")
            .texts("blockCheckInMessage")
            .flags("active", "isEquipment", "blockCheckIn")
            .numbers("costPriceMachine", "costPrice", "price", "weight", "capacity", "hourMeter")
            .integers("buildYear")
            .times("serviceDate", "purchasedDate");

    private static final FieldRules FUEL =
            new FieldRules().numbers("fuelConsumptionRate").integers("fuelConsumptionUnit", "fuelType");

    private final CoreEntries machines;
    private final Set<Quirk> quirks;

    MachineApi(CoreEntries machines, Set<Quirk> quirks) {
        this.machines = machines;
        this.quirks = quirks;
    }

    List<ApiOperation> operations() {
        return List.of(
                operation("GET", "", this::list, EQUIPMENT),
                operation("POST", "", call -> ApiResponse.json(201, create(call.client(), call.object()))),
                operation("POST", "/create/array", this::createAll),
                operation("PUT", "/update/array", this::updateAll),
                operation("GET", "/by-machine-number/{machineNumber}", this::byNumber, EQUIPMENT),
                operation("GET", "/is-machine-deletable/{id}", this::isDeletable),
                operation("GET", "/{id}", call -> shown(call, machine(call)), EQUIPMENT),
                operation("PUT", "/{id}", this::update),
                operation("PATCH", "/{id}", this::update),
                operation("PATCH", "/{id}/esg", this::fuel),
                operation("DELETE", "/{id}", this::delete));
    }

    private static ApiOperation operation(String method, String rest, ApiOperation.Handler handler, String... query) {
        return ApiOperation.of(method, PATH + rest, ApiClient.CORE, handler, query);
    }

    private ApiResponse list(OperationCall call) {
        List<ObjectNode> all = machines.all();
        Map<String, List<ObjectNode>> equipment = all.stream().collect(Collectors.groupingBy(MachineApi::carrier));
        ArrayNode visible = CompanyAccess.visible(call.client(), all);
        if (call.flag(EQUIPMENT)) {
            visible.forEach(machine -> ((ObjectNode) machine)
                    .putArray("equipment")
                    .addAll(equipment.getOrDefault(machine.get("id").asText(), List.of()).stream()
                            .map(ObjectNode::deepCopy)
                            .toList()));
        }
        return ApiResponse.json(200, visible);
    }

    /** Returns the id of the machine that a piece of equipment is linked to, or an empty text. */
    private static String carrier(ObjectNode machine) {
        return machine.path("linkedMachineId").asText();
    }

    private ApiResponse byNumber(OperationCall call) {
        Optional<ObjectNode> found = machines.where("machineNumber", call.variable("machineNumber")).stream()
                .filter(machine -> CompanyAccess.mayAct(call.client(), machine))
                .findFirst();
        return shown(call, CompanyAccess.existing(call.client(), found));
    }

    private ApiResponse isDeletable(OperationCall call) {
        return ApiResponse.of(200).withBody(ApiResponse.JSON, String.valueOf(!isUsed(machine(call))));
    }

    private synchronized ObjectNode create(ApiClient client, ObjectNode body) {
        FIELDS.check(body.without("id"));
        FieldRules.require(body, "companyId", "machineNumber");
        CompanyAccess.checkCompany(client, body);
        ObjectNode machine = StrictJson.object().put("active", false).put("isEquipment", false);
        machine.setAll(body);
        checkRules(machine);
        return machines.put(machine.without("id"));
    }

    /**
     * Creates machines independently of each other. The response is not documented; here it has one result per item.
     */
    private ApiResponse createAll(OperationCall call) {
        ArrayNode results = StrictJson.array();
        call.array().forEach(item -> results.add(result(call.client(), item)));
        return ApiResponse.json(200, results);
    }

    private ObjectNode result(ApiClient client, JsonNode item) {
        ObjectNode result = StrictJson.object()
                .put("machineNumber", item.path("machineNumber").asText());
        try {
            return result.put("success", true)
                    .put("id", create(client, object(item)).get("id").asText());
        } catch (ApiErrorException rejected) {
            return result.put("success", false).setAll(rejected.body());
        }
    }

    private ApiResponse update(OperationCall call) {
        return ApiResponse.json(200, change(machine(call), call.object(), call.client()));
    }

    /** Updates machines in order; those before one that fails are already stored. */
    private ApiResponse updateAll(OperationCall call) {
        ArrayNode changed = StrictJson.array();
        for (JsonNode item : call.array()) {
            FieldRules.require(object(item), "id");
            ObjectNode machine = CompanyAccess.existing(
                    call.client(), machines.find(item.get("id").asText()));
            changed.add(change(machine, object(item), call.client()));
        }
        return ApiResponse.json(200, changed);
    }

    private synchronized ObjectNode change(ObjectNode machine, ObjectNode change, ApiClient client) {
        FIELDS.check(change);
        if (!change.path("id")
                .asText(machine.get("id").asText())
                .equals(machine.get("id").asText())) {
            throw new ApiErrorException(400, "BadField", "The id differs from that of the address");
        }
        machine.setAll(withoutUnsaid(machine, change));
        FieldRules.require(machine, "companyId", "machineNumber");
        CompanyAccess.checkCompany(client, machine);
        checkRules(machine);
        return machines.put(machine);
    }

    /**
     * Removes what counts as not mentioned. A null message does, an empty one clears the field; equipment cannot be
     * blocked for check-ins.
     */
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

    private ApiResponse fuel(OperationCall call) {
        ObjectNode machine = machine(call);
        ObjectNode fuel = call.object();
        FUEL.check(fuel);
        if (fuel.isEmpty()
                || !within(fuel, "fuelConsumptionUnit", LAST_FUEL_UNIT)
                || !within(fuel, "fuelType", LAST_FUEL_TYPE)) {
            throw new ApiErrorException(400, "MachineService.esgInvalid", "Minst ett gyldig drivstoffelt må sendes");
        }
        machine.setAll(fuel);
        machines.put(machine);
        return ApiResponse.of(204);
    }

    private ApiResponse delete(OperationCall call) {
        ObjectNode machine = machine(call);
        if (isUsed(machine)) {
            throw new ApiErrorException(400, "MachineService.machineInUse", "Maskinen er i bruk og kan ikke slettes");
        }
        machines.remove(machine.get("id").asText());
        return ApiResponse.of(204);
    }

    /** Validates a machine. The statuses of these errors are not documented; 400 is assumed for both. */
    private void checkRules(ObjectNode machine) {
        boolean taken = machines
                .where("machineNumber", machine.get("machineNumber").asText())
                .stream()
                .filter(CoreEntries.has("companyId", machine.get("companyId").asText()))
                .anyMatch(other -> !other.get("id").equals(machine.path("id")));
        if (taken) {
            throw new ApiErrorException(400, "MachineService.machineNumberExists", "Maskinnummeret finnes allerede");
        }
        if (machine.hasNonNull("typeId") && !machine.path("isEquipment").asBoolean() && !hasKnownType(machine)) {
            throw new ApiErrorException(400, "MachineService.machineTypeInvalid", "Ugyldig maskintype");
        }
    }

    private static boolean hasKnownType(ObjectNode machine) {
        String type = machine.get("typeId").asText();
        return Fixture.machineTypes().stream().anyMatch(known -> known[0].equals(type));
    }

    private ObjectNode machine(OperationCall call) {
        return CompanyAccess.existing(call.client(), machines.find(call.variable("id")));
    }

    private boolean isUsed(ObjectNode machine) {
        return machines.isUsed(machine.get("id").asText());
    }

    private ApiResponse shown(OperationCall call, ObjectNode machine) {
        return ApiResponse.json(200, withEquipment(call, machine));
    }

    /** Adds linked equipment. Its form is not documented; here it is a list of complete entries. */
    private ObjectNode withEquipment(OperationCall call, ObjectNode machine) {
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
        throw new ApiErrorException(400, "BadBody", "Expected an array of objects");
    }
}
