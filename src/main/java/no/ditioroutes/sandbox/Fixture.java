package no.ditioroutes.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fixed part of the sandbox's data: companies, projects, machines and people that always exist. */
public final class Fixture {

    /** The company of the default client. */
    public static final String COMPANY_ID = "64b1f0a2c3d4e5f607182930";

    /** A subsidiary of that company; the default client may read it too. */
    public static final String SUBSIDIARY_ID = "64b1f0a2c3d4e5f607182931";

    /** A customer on whose projects the company's machines work; the default client has no access to it. */
    public static final String EXTERNAL_COMPANY_ID = "64b1f0a2c3d4e5f607182932";

    /** The first of the company's own projects. */
    public static final String PROJECT_ID = "64c2a1b3d4e5f60718293a40";

    /** The second of the company's own projects. */
    public static final String SECOND_PROJECT_ID = "64c2a1b3d4e5f60718293a41";

    /** A project of the external company. */
    public static final String EXTERNAL_PROJECT_ID = "64c2a1b3d4e5f60718293a44";

    static final String COMPANY_NAME = "Fjordgrav Anlegg AS";
    static final String SUBSIDIARY_NAME = "Fjordgrav Transport AS";
    static final String EXTERNAL_NAME = "Nordbru Entreprenør AS";
    static final Set<String> OWN_GROUP = Set.of(COMPANY_ID, SUBSIDIARY_ID);

    /** A company, with the fields that records contain. */
    record Company(String id, String name, String organisationNumber) {}

    /** A project, with the fields that records contain. */
    record Project(String id, String number, String name, String externalNumber, Company company, String leader) {}

    /** A machine, with the fields that records contain. */
    record Machine(
            String id, String number, String name, String typeId, String typeName, String emission, Company company) {}

    /** A person, with the fields that records contain. */
    record Person(String id, String profileId, String name, String employeeNumber, String title, Company company) {}

    static final Company OWN = new Company(COMPANY_ID, COMPANY_NAME, "900000001");
    static final Company SUBSIDIARY = new Company(SUBSIDIARY_ID, SUBSIDIARY_NAME, "900000002");
    static final Company EXTERNAL = new Company(EXTERNAL_COMPANY_ID, EXTERNAL_NAME, "900000003");

    static final List<Project> PROJECTS = List.of(
            new Project(PROJECT_ID, "P-1001", "E39 Lyngdal øst – Vatlandstunnelen", "E39-17", OWN, "Kari Nilsen"),
            new Project(SECOND_PROJECT_ID, "P-1002", "Fjellhall Kårstø, byggegrop 🏗️", "FH-02", OWN, "Ola Hansen"),
            new Project("64c2a1b3d4e5f60718293a42", "P-1003", "Kárášjohka – ođđa geaidnu", "", OWN, "Ánne Sara"),
            new Project(
                    "64c2a1b3d4e5f60718293a43",
                    "T-2001",
                    "Massetransport Ørlandet; \"nord\"",
                    "",
                    SUBSIDIARY,
                    "Bjørn Løkken"),
            new Project(EXTERNAL_PROJECT_ID, "NB-77", "Rv. 555 Sotrasambandet", "NB-77-A", EXTERNAL, "Åse Bru"),
            new Project("64c2a1b3d4e5f60718293a45", "NB-78", "Bybanen trinn 5 – Ćuđiid", "", EXTERNAL, "Åse Bru"));

    static final List<Machine> MACHINES = machines();
    static final List<Person> PEOPLE = people();

    private static final List<String> TYPES = List.of(
            "hjullaster|Hjullaster",
            "beltemaskin|Beltegraver",
            "hjulgraver|Hjulgraver",
            "dumper|Dumper",
            "lastebil|Lastebil",
            "tippbil|Tippbil",
            "bil|Bil",
            "firmabil|Firmabil",
            "traktor|Traktor",
            "minidumper|Minidumper");

    private Fixture() {}

    /** Returns the machine type ids with their descriptions. */
    static List<String[]> machineTypes() {
        return TYPES.stream().map(type -> type.split("\\|", 2)).toList();
    }

    static boolean isExternal(String companyName) {
        return companyName.equals(EXTERNAL_NAME);
    }

    /** Returns an id in the form of the vendor's database: 24 hexadecimal digits. */
    static String id(String kind, long number) {
        String head = Integer.toHexString(kind.hashCode() | 0x4000_0000);
        String tail = Long.toHexString(number + 0x10_0000);
        return head + "0".repeat(24 - head.length() - tail.length()) + tail;
    }

    private static List<Machine> machines() {
        String[] models = {
            "Volvo EC220E beltegraver|beltemaskin|Beltegraver|Steg V",
            "Cat 336F beltegraver|beltemaskin|Beltegraver|Steg IV",
            "Hitachi ZX350LC-7 «Røde Ørn»|beltemaskin|Beltegraver|Steg V",
            "Volvo EWR150E hjulgraver|hjulgraver|Hjulgraver|Steg V",
            "Volvo L120H hjullaster|hjullaster|Hjullaster|Steg IV",
            "Liebherr L 566 XPower 🚜|hjullaster|Hjullaster|Steg V",
            "Volvo A40G dumper|dumper|Dumper|Steg IV",
            "Scania R650 tippbil|tippbil|Tippbil|Euro 6"
        };
        List<Machine> machines = new ArrayList<>();
        for (int at = 0; at < 3 * models.length; at++) {
            String[] model = models[at % models.length].split("\\|", -1);
            Company company = at % 8 == 7 ? SUBSIDIARY : OWN;
            String number = (model[1].equals("beltemaskin") ? "EX-" : "M-") + (101 + at);
            machines.add(new Machine(id("machine", at), number, model[0], model[1], model[2], model[3], company));
        }
        return List.copyOf(machines);
    }

    private static List<Person> people() {
        String[] first = {"Ola", "Kari", "Bjørn", "Åse", "Per", "Ánne", "Øyvind", "Liv", "Nils", "Ingrid"};
        String[] last = {"Hansen", "Nilsen", "Løkken", "Sæther", "Sara"};
        String[] titles = {"Maskinfører", "Anleggsarbeider", "Bas", "Sjåfør"};
        List<Person> people = new ArrayList<>();
        for (int at = 0; at < first.length * last.length; at++) {
            Company company = at % 10 == 9 ? EXTERNAL : at % 5 == 4 ? SUBSIDIARY : OWN;
            String name = first[at % first.length] + " " + last[at / first.length];
            String number = String.valueOf(1000 + at);
            people.add(new Person(id("user", at), id("profile", at), name, number, titles[at % 4], company));
        }
        return List.copyOf(people);
    }
}
