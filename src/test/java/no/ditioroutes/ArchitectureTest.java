package no.ditioroutes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
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
                    "..stream..")
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
                    "no.ditioroutes.operate..",
                    "no.ditioroutes.store..",
                    "no.ditioroutes.stream..");

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
    static final ArchRule onlyTheRuntimesKnowSpring = noClasses()
            .that()
            .resideOutsideOfPackage("..boot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");
}
