package no.ditioroutes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Tests which packages may depend on which. */
@AnalyzeClasses(packages = "no.ditioroutes", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule beansKnowNeitherCamelNorSpring = noClasses()
            .that()
            .resideInAnyPackage(
                    "..catalogue..",
                    "..csv..",
                    "..ditio..",
                    "..inbox..",
                    "..kafka..",
                    "..monitor..",
                    "..database..",
                    "..stream..",
                    "..telematics..",
                    "..utilisation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.springframework..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsTheSandbox = noClasses()
            .that()
            .resideOutsideOfPackages("..sandbox..", "..boot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..sandbox..");

    @ArchTest
    static final ArchRule theSandboxKnowsNothingOfTheProduct = noClasses()
            .that()
            .resideInAPackage("..sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "no.ditioroutes",
                    "no.ditioroutes.boot..",
                    "no.ditioroutes.camel..",
                    "no.ditioroutes.catalogue..",
                    "no.ditioroutes.command..",
                    "no.ditioroutes.csv..",
                    "no.ditioroutes.ditio..",
                    "no.ditioroutes.inbox..",
                    "no.ditioroutes.kafka..",
                    "no.ditioroutes.karaf..",
                    "no.ditioroutes.monitor..",
                    "no.ditioroutes.operate..",
                    "no.ditioroutes.database..",
                    "no.ditioroutes.stream..",
                    "no.ditioroutes.telematics..",
                    "no.ditioroutes.utilisation..");

    @ArchTest
    static final ArchRule filesKnowNothingOfDitio = noClasses()
            .that()
            .resideInAnyPackage("..csv..", "..inbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("no.ditioroutes.ditio..", "no.ditioroutes.stream..", "no.ditioroutes.kafka..");

    @ArchTest
    static final ArchRule rowsOfFilesKnowNoDatabase = noClasses()
            .that()
            .resideInAPackage("..csv..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("no.ditioroutes.database..", "java.sql..");

    @ArchTest
    static final ArchRule theDatabaseKnowsNoFeature = noClasses()
            .that()
            .resideInAPackage("no.ditioroutes.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "no.ditioroutes.catalogue..",
                    "no.ditioroutes.csv..",
                    "no.ditioroutes.inbox..",
                    "no.ditioroutes.kafka..",
                    "no.ditioroutes.monitor..",
                    "no.ditioroutes.stream..",
                    "no.ditioroutes.telematics..",
                    "no.ditioroutes.utilisation..");

    /** A table is written and read by the repositories of its feature alone; all others ask those. */
    @ArchTest
    static final ArchRule featuresOwnTheirTables = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "no.ditioroutes.database..",
                    "no.ditioroutes.stream.tables..",
                    "no.ditioroutes.inbox..",
                    "no.ditioroutes.catalogue..",
                    "no.ditioroutes.telematics..",
                    "no.ditioroutes.utilisation..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("no.ditioroutes.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule tablesOfStreamsKnowNoRun = noClasses()
            .that()
            .resideInAPackage("no.ditioroutes.stream.tables..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("no.ditioroutes.stream");

    @ArchTest
    static final ArchRule onlySpringBootsOwnPackageKnowsSpring = noClasses()
            .that()
            .resideOutsideOfPackage("..boot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule onlyKarafsOwnPackageKnowsOsgi = noClasses()
            .that()
            .resideOutsideOfPackage("..karaf..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.osgi..", "org.apache.karaf..");

    @ArchTest
    static final ArchRule nothingKnowsWhichRuntimeItIsOn = noClasses()
            .that()
            .resideOutsideOfPackages("no.ditioroutes.boot..", "no.ditioroutes.karaf..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("no.ditioroutes.boot..", "no.ditioroutes.karaf..");

    @ArchTest
    static final ArchRule springBootKnowsNothingOfKaraf = noClasses()
            .that()
            .resideInAPackage("no.ditioroutes.boot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("no.ditioroutes.karaf..");

    @ArchTest
    static final ArchRule karafKnowsNothingOfSpringBoot = noClasses()
            .that()
            .resideInAPackage("no.ditioroutes.karaf..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("no.ditioroutes.boot..");
}
