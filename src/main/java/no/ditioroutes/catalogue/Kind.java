package no.ditioroutes.catalogue;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a file is about: the name Ditio is asked by, the number its users know, and the fields it may have. */
enum Kind {
    MACHINES("machine", "machines", "machineNumber"),
    PROJECTS("project", "projects", "projectNumber"),
    WORK_ORDERS("work order", "tasks", "externalId");

    /** The fields of a machine that have an endpoint of their own. */
    static final Set<String> FUEL = Set.of("fuelConsumptionRate", "fuelConsumptionUnit", "fuelType");

    private static final Map<Kind, Map<String, Type>> FIELDS = new EnumMap<>(Kind.class);

    static {
        MACHINES.have(Type.TEXT, "name", "typeId", "department", "note", "emissionClass", "serialNumber");
        MACHINES.have(Type.TEXT, "engineNumber", "registrationNumber", "responsibleId", "responsibleEmployeeNumber");
        MACHINES.have(Type.FLAG, "active", "isEquipment", "blockCheckIn");
        MACHINES.have(Type.TEXT, "blockCheckInMessage");
        MACHINES.have(Type.NUMBER, "costPriceMachine", "costPrice", "price", "weight", "capacity", "hourMeter");
        MACHINES.have(Type.INTEGER, "buildYear");
        MACHINES.have(Type.TIME, "serviceDate", "purchasedDate");
        MACHINES.have(Type.NUMBER, "fuelConsumptionRate");
        MACHINES.have(Type.INTEGER, "fuelConsumptionUnit", "fuelType");

        PROJECTS.have(Type.TEXT, "name", "externalProjectNumber", "externalDimension1", "externalDimension2");
        PROJECTS.have(Type.TEXT, "description", "projectCustomerName", "projectAddress", "mainContactEmail");
        PROJECTS.have(Type.FLAG, "active", "requireTaskNumber", "blockedForRegistration");
        PROJECTS.have(Type.TIME, "startDate", "finishedDatePlanned", "finishedDate");

        WORK_ORDERS.have(Type.TEXT, "name", "externalProjectNumber", "externalProjectName", "externalDim01");
        WORK_ORDERS.have(Type.TEXT, "workDescriptionShort", "workDescription", "unitId", "parentActivityId");
        WORK_ORDERS.have(Type.FLAG, "active", "safeJobAnalysisApprovalRequired");
        WORK_ORDERS.have(Type.NUMBER, "estimatedHourQty", "fixedResourcePrice", "costPrice", "price");
        WORK_ORDERS.have(Type.NUMBER_OR_FLAG, "measureUnitQty");
        WORK_ORDERS.have(Type.TIME, "startDate", "finishedDatePlanned", "finishedDate");
    }

    private final String one;
    private final String path;
    private final String numberField;

    Kind(String one, String path, String numberField) {
        this.one = one;
        this.path = path;
        this.numberField = numberField;
    }

    /** The kind of a route's name, such as {@code work-orders}. */
    static Kind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** One of them, in words. */
    String one() {
        return one;
    }

    /** The name in routes, commands and tables. */
    String plural() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The last part of the address. */
    String path() {
        return path;
    }

    /** The field that holds the user's own number. */
    String numberField() {
        return numberField;
    }

    /** The fields that a row may set, and what they hold. Not to be changed. */
    Map<String, Type> fields() {
        return FIELDS.get(this);
    }

    private void have(Type type, String... names) {
        Map<String, Type> fields = FIELDS.computeIfAbsent(this, kind -> new LinkedHashMap<>());
        for (String name : names) {
            fields.put(name, type);
        }
    }
}
