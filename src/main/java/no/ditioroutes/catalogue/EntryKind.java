package no.ditioroutes.catalogue;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A kind of entries of the catalogue: its name in Ditio's API, the number its users know, and the fields it may have. */
enum EntryKind {
    MACHINES("machine", "machines", "machineNumber"),
    PROJECTS("project", "projects", "projectNumber"),
    WORK_ORDERS("work order", "tasks", "externalId");

    /** Holds the fields of a machine that have an endpoint of their own. */
    static final Set<String> FUEL = Set.of("fuelConsumptionRate", "fuelConsumptionUnit", "fuelType");

    private static final Map<EntryKind, Map<String, FieldType>> FIELDS = new EnumMap<>(EntryKind.class);

    static {
        MACHINES.have(FieldType.TEXT, "name", "typeId", "department", "note", "emissionClass", "serialNumber");
        MACHINES.have(
                FieldType.TEXT, "engineNumber", "registrationNumber", "responsibleId", "responsibleEmployeeNumber");
        MACHINES.have(FieldType.FLAG, "active", "isEquipment", "blockCheckIn");
        MACHINES.have(FieldType.TEXT, "blockCheckInMessage");
        MACHINES.have(FieldType.NUMBER, "costPriceMachine", "costPrice", "price", "weight", "capacity", "hourMeter");
        MACHINES.have(FieldType.INTEGER, "buildYear");
        MACHINES.have(FieldType.TIME, "serviceDate", "purchasedDate");
        MACHINES.have(FieldType.NUMBER, "fuelConsumptionRate");
        MACHINES.have(FieldType.INTEGER, "fuelConsumptionUnit", "fuelType");

        PROJECTS.have(FieldType.TEXT, "name", "externalProjectNumber", "externalDimension1", "externalDimension2");
        PROJECTS.have(FieldType.TEXT, "description", "projectCustomerName", "projectAddress", "mainContactEmail");
        PROJECTS.have(FieldType.FLAG, "active", "requireTaskNumber", "blockedForRegistration");
        PROJECTS.have(FieldType.TIME, "startDate", "finishedDatePlanned", "finishedDate");

        WORK_ORDERS.have(FieldType.TEXT, "name", "externalProjectNumber", "externalProjectName", "externalDim01");
        WORK_ORDERS.have(FieldType.TEXT, "workDescriptionShort", "workDescription", "unitId", "parentActivityId");
        WORK_ORDERS.have(FieldType.FLAG, "active", "safeJobAnalysisApprovalRequired");
        WORK_ORDERS.have(FieldType.NUMBER, "estimatedHourQty", "fixedResourcePrice", "costPrice", "price");
        WORK_ORDERS.have(FieldType.NUMBER_OR_FLAG, "measureUnitQty");
        WORK_ORDERS.have(FieldType.TIME, "startDate", "finishedDatePlanned", "finishedDate");
    }

    private final String one;
    private final String path;
    private final String numberField;

    EntryKind(String one, String path, String numberField) {
        this.one = one;
        this.path = path;
        this.numberField = numberField;
    }

    /** Returns the kind of this name in routes and commands, such as {@code work-orders}. */
    static EntryKind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Returns the name of one entry, for messages. */
    String one() {
        return one;
    }

    /** Returns the name in routes, commands and tables. */
    String plural() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the last part of the address. */
    String path() {
        return path;
    }

    /** Returns the field that holds the user's own number. */
    String numberField() {
        return numberField;
    }

    /** Returns the fields that a row may set, and what they hold. Not to be changed. */
    Map<String, FieldType> fields() {
        return FIELDS.get(this);
    }

    private void have(FieldType type, String... names) {
        Map<String, FieldType> fields = FIELDS.computeIfAbsent(this, kind -> new LinkedHashMap<>());
        for (String name : names) {
            fields.put(name, type);
        }
    }
}
