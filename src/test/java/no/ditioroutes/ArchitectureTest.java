package no.ditioroutes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
                    "..store..",
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
                    "no.ditioroutes.store..",
                    "no.ditioroutes.stream..",
                    "no.ditioroutes.telematics..",
                    "no.ditioroutes.utilisation..");

    @ArchTest
    static final ArchRule filesKnowNothingOfDitio = noClasses()
            .that()
            .resideInAnyPackage("..csv..", "..inbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "no.ditioroutes.ditio..",
                    "no.ditioroutes.stream..",
                    "no.ditioroutes.store..",
                    "no.ditioroutes.kafka..");

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
