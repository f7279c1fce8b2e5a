package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import no.ditioroutes.sandbox.Fixture.Company;
import no.ditioroutes.sandbox.Fixture.Machine;
import no.ditioroutes.sandbox.Fixture.Person;
import no.ditioroutes.sandbox.Fixture.Project;

/**
 * Generates records that resemble those of a contractor in Norway. A seed and a number give the same record on the same
 * day. The first records are spread over the past days, later ones have just ended.
 */
final class RecordGenerator {

    private static final List<String> COMMENTS = List.of(
            "Graving byggegrop",
            "Lasting av sprengstein på dumper",
            "Grøft langs ny veg, «hardt» fjell",
            "Vedlikehold: bytte av filter; smøring",
            "Ventetid – sperret veg ⛔",
            "Rydding etter salve 💥",
            "Bargu joatkašuvvá ihttin",
            "");

    private final long seed;
    private final Clock clock;
    private final int days;
    private final Instant start;
    private final MetadataGenerator metadata;

    RecordGenerator(long seed, int days, Clock clock) {
        this.seed = seed;
        this.clock = clock;
        this.days = days;
        this.start = clock.instant().truncatedTo(ChronoUnit.DAYS);
        this.metadata = new MetadataGenerator(start);
    }

    /** Returns a generator for a stream, whose first records, as many as given, lie in the past. */
    Function<Long, ObjectNode> of(StreamKind kind, int past) {
        return switch (kind.name()) {
            case "machine-registrations" -> number -> machineRegistration(number, past);
            case "time-registrations" -> number -> timeRegistration(number, past);
            case "absence-registrations" -> number -> absence(number, past);
            default -> metadata.of(kind);
        };
    }

    private ObjectNode machineRegistration(long number, int past) {
        SplittableRandom chance = chance(number);
        Shift shift = shift(number, past, chance);
        Machine machine = pick(Fixture.MACHINES, chance);
        Project project = pick(Fixture.PROJECTS, chance);
        ObjectNode node = StrictJson.object().put("id", Fixture.id("machine-registrations", number));
        machine(node, machine);
        project(node, project);
        driver(node, pick(Fixture.PEOPLE, chance), chance);
        shift(node, shift);
        node.put("description", pick(COMMENTS, chance)).put("approved", chance.nextInt(3) > 0);
        stamps(node, shift, chance);
        extras(node, machine, number, chance);
        return node;
    }

    private static void machine(ObjectNode node, Machine machine) {
        node.put("machineId", machine.id())
                .put("machineName", machine.name())
                .put("machineTypeName", machine.typeName())
                .put("resourceNumber", machine.number());
    }

    private static void project(ObjectNode node, Project project) {
        node.put("projectId", project.id())
                .put("projectName", project.name())
                .put("projectNumber", project.number())
                .put("projectExternalNumber", project.externalNumber())
                .put("projectCompanyName", project.company().name());
    }

    /**
     * Adds the driver. People of another company are hidden, as null or as an empty text at random: which of the two is
     * not documented.
     */
    private static void driver(ObjectNode node, Person driver, SplittableRandom chance) {
        boolean hidden = driver.company().equals(Fixture.EXTERNAL);
        String hiding = chance.nextBoolean() ? "" : null;
        node.put("driverCompanyName", driver.company().name())
                .put("driverName", hidden ? hiding : driver.name())
                .put("driverId", hidden ? hiding : driver.id())
                .put("createdByName", hidden ? hiding : driver.name())
                .put("modifiedByName", hidden ? hiding : driver.name());
    }

    private static void shift(ObjectNode node, Shift shift) {
        node.put("startDateTime", Ticks.text(shift.start()))
                .put("stopDateTime", Ticks.text(shift.stop()))
                .put("qty", shift.hours());
    }

    private void stamps(ObjectNode node, Shift shift, SplittableRandom chance) {
        Instant created = shift.stop().plusSeconds(chance.nextInt(600)).plusNanos(100L * chance.nextInt(10_000_000));
        Instant edited = created.plusSeconds((long) chance.nextInt(2) * chance.nextInt(3 * 86_400));
        Instant today = shift.stop().isBefore(start) ? start : clock.instant();
        Instant latest = today.minusSeconds(60 + chance.nextInt(3600));
        node.put("createdDateTime", Ticks.text(earlier(created, latest)))
                .put("modifiedDateTime", Ticks.text(earlier(edited, latest)));
    }

    /** Adds undocumented fields, flat and nested, to some of the records. */
    private static void extras(ObjectNode node, Machine machine, long number, SplittableRandom chance) {
        node.put("machineCompanyId", machine.company().id());
        if (number % 2 == 0) {
            node.put("isDeleted", false).putNull("deletedDateTime");
        }
        if (number % 7 == 0) {
            node.putObject("meter").put("start", 1200 + chance.nextInt(800)).put("unit", "timer");
            node.putArray("tags").add("natt").add("sprengstein").addObject().put("kode", "Ø-1");
        }
    }

    private ObjectNode timeRegistration(long number, int past) {
        SplittableRandom chance = chance(number);
        Shift shift = shift(number, past, chance);
        Project project = pick(Fixture.PROJECTS, chance);
        Person person = pick(Fixture.PEOPLE, chance);
        ObjectNode node = StrictJson.object().put("id", Fixture.id("time-registrations", number));
        node.put("workDate", Ticks.text(shift.start().truncatedTo(ChronoUnit.DAYS)));
        shift(node, shift);
        money(node, shift, chance);
        approvals(node, shift, chance);
        project(node, project);
        task(node, project, chance);
        resource(node, pick(Fixture.MACHINES, chance));
        person(node, person);
        stamps(node, shift, chance);
        return number % 2 == 0 ? node.put("isDeleted", false) : node;
    }

    private static void money(ObjectNode node, Shift shift, SplittableRandom chance) {
        double price = 450 + 25.5 * chance.nextInt(20);
        node.put("unitName", "time")
                .put("unitQty", shift.hours())
                .put("unitPrice", price)
                .put("price", price);
        node.put("amount", price * shift.hours()).put("costPriceBase", 310.0).put("costPriceMan", 395.25);
        node.put("costPriceMachine", 0).put("costAmount", 395.25 * shift.hours());
        node.put("costAmountMan", 395.25 * shift.hours())
                .put("costAmountMachine", 0)
                .put("breakQty", 0.5);
        node.put("description", pick(COMMENTS, chance)).putNull("descriptionInternal");
    }

    private static void approvals(ObjectNode node, Shift shift, SplittableRandom chance) {
        boolean approved = chance.nextInt(3) > 0;
        boolean locked = approved && chance.nextInt(2) > 0;
        String at = Ticks.text(shift.stop().plusSeconds(7200));
        node.put("approved", approved).put("approvedByName", approved ? "Kari Nilsen" : null);
        node.put("approvedDateTime", approved ? at : null).put("payrollApproved", locked);
        node.put("payrollApprovedDateTime", locked ? at : "0001-01-01T00:00:00").put("locked", locked);
        node.put("lockedByName", locked ? "Kari Nilsen" : "").put("lockedDateTime", locked ? at : "");
        node.put("invoiced", false);
    }

    private static void task(ObjectNode node, Project project, SplittableRandom chance) {
        long task = chance.nextInt(9);
        node.put("projectCompanyId", project.company().id()).put("projectLeaderName", project.leader());
        node.put("projectMainForemanName", "Ola Hansen").put("taskId", Fixture.id("task", task));
        node.put("taskName", "Prosess " + (21 + task))
                .put("taskNameLong", "Prosess " + (21 + task) + " – masseflytting");
        node.put("taskWbsNumber", "1." + task).putNull("taskChapterId").putNull("taskPieceWorkId");
    }

    private static void resource(ObjectNode node, Machine machine) {
        node.put("resourceId", machine.id()).put("resourceNumber", machine.number());
        node.put("resourceName", machine.name()).put("resourceTypeName", machine.typeName());
        node.put("primaryResourceName", machine.name()).put("machineEmissionClass", machine.emission());
    }

    private static void person(ObjectNode node, Person person) {
        node.put("userId", person.id()).put("userName", person.name());
        node.put("userEmployeeNumber", person.employeeNumber())
                .put("userCompanyName", person.company().name());
        node.put("userCompanyOrgNr", person.company().organisationNumber()).put("userWorkTitle", person.title());
        node.put("userWorkShiftSettingName", "2-skift")
                .put("companyId", groupCompany(person.company()).id());
    }

    private ObjectNode absence(long number, int past) {
        SplittableRandom chance = chance(number);
        Shift shift = shift(number, past, chance);
        Person person = pick(Fixture.PEOPLE, chance);
        ObjectNode node = StrictJson.object().put("id", Fixture.id("absence-registrations", number));
        node.put("registrationId", Fixture.id("absence", number / 3));
        node.put("date", Ticks.text(shift.start().truncatedTo(ChronoUnit.DAYS))).put("startTime", "07:00:00");
        node.put("qty", 7.5).put("absenceTypeId", Fixture.id("absenceType", 1)).put("absenceTypeCode", "FE");
        node.put("absenceTypeName", "Ferie").put("employeeNumber", person.employeeNumber());
        node.put("userId", person.id())
                .put("projectId", pick(Fixture.PROJECTS, chance).id());
        node.put("approved", chance.nextBoolean()).put("payrollApproved", chance.nextBoolean());
        node.put("locked", chance.nextBoolean()).putNull("pdfUrl");
        node.put("companyId", groupCompany(person.company()).id());
        stamps(node, shift, chance);
        return node;
    }

    /** The start and end of a shift in UTC; there are two shifts a day. */
    private record Shift(Instant start, Instant stop, double hours) {}

    private Shift shift(long number, int past, SplittableRandom chance) {
        double hours = 1 + chance.nextInt(28) / 4.0;
        Duration length = Duration.ofSeconds((long) (hours * 3600));
        if (number >= past) {
            Instant stop = clock.instant().minusSeconds(1 + chance.nextInt(600));
            return new Shift(stop.minus(length), stop, hours);
        }
        Instant day = start.minus(Duration.ofDays(days - number * days / past));
        Instant begin = day.plusSeconds(3600L * (number % 2 == 0 ? 5 : 14) + 60L * chance.nextInt(120));
        Instant stop = begin.plus(length).plusNanos(number % 3 == 0 ? 100L * chance.nextInt(10_000_000) : 0);
        return new Shift(begin, stop, hours);
    }

    private SplittableRandom chance(long number) {
        return new SplittableRandom(seed * 1_000_003 + number);
    }

    /** Returns the own company for an external one: that is where such a record is registered. */
    static Company groupCompany(Company company) {
        return company.equals(Fixture.EXTERNAL) ? Fixture.OWN : company;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static <T> T pick(List<T> list, SplittableRandom chance) {
        return list.get(chance.nextInt(list.size()));
    }
}
