package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import no.ditioroutes.camel.Catalogues;
import no.ditioroutes.catalogue.ApplyOptions;
import no.ditioroutes.catalogue.CatalogueSync;
import no.ditioroutes.catalogue.PlanEntry;
import no.ditioroutes.catalogue.PlanEntry.Action;
import no.ditioroutes.catalogue.PlanEntry.Outcome;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two applications of the same file at once. */
class TwoAppliesTest {

    private static final String CREATE_MANY = "/machines/create/array";

    @RegisterExtension
    static final CatalogueRig postgres = CatalogueRig.onPostgres();

    @RegisterExtension
    static final CatalogueRig h2 = CatalogueRig.onH2();

    @Test
    void waitForEachOtherOnPostgres() throws Exception {
        waitForEachOther(postgres);
    }

    @Test
    void waitForEachOtherOnH2() throws Exception {
        waitForEachOther(h2);
    }

    @Test
    void createEachMachineOnceWhereTheyShareNoDatabase() throws Exception {
        Path file = postgres.file("machineNumber;name", "A;Ærlig", "B;Øl", "C;Å");
        var settings = TestProgram.settings(postgres.sandbox(), "jdbc:h2:mem:" + UUID.randomUUID());
        settings.put("ditio.company-id", Fixture.COMPANY_ID);
        try (TestProgram other = TestProgram.start(settings)) {
            AtomicReference<CatalogueSync> faster = new AtomicReference<>();
            postgres.sandbox().faults().next(CREATE_MANY, Fault.meanwhile(() -> faster.set(apply(other, file))));

            CatalogueSync slower = apply(postgres.program(), file);

            assertThat(faster.get().entries()).extracting(PlanEntry::outcome).containsOnly(Outcome.DONE);
            assertThat(slower.entries()).extracting(PlanEntry::outcome).containsOnly(Outcome.DONE);
            assertThat(slower.entries()).extracting(PlanEntry::reason).containsOnly("was there already");
            assertThat(postgres.sandbox().machines().all()).hasSize(3);
        }
    }

    private static void waitForEachOther(CatalogueRig rig) throws Exception {
        Path file = rig.file("machineNumber;name", "A;Ærlig", "B;Øl", "C;Å");
        try (TestProgram other = rig.another()) {
            AtomicReference<CompletableFuture<CatalogueSync>> second = new AtomicReference<>();
            rig.sandbox()
                    .faults()
                    .next(
                            CREATE_MANY,
                            Fault.meanwhile(() -> second.set(CompletableFuture.supplyAsync(() -> apply(other, file)))));

            CatalogueSync first = apply(rig.program(), file);

            assertThat(first.entries()).extracting(PlanEntry::outcome).containsOnly(Outcome.DONE);
            assertThat(second.get().get().entries())
                    .extracting(PlanEntry::action)
                    .containsOnly(Action.UNCHANGED);
            assertThat(rig.writes()).hasSize(1);
            assertThat(rig.sandbox().machines().all()).hasSize(3);
        }
    }

    private static CatalogueSync apply(TestProgram program, Path file) {
        try {
            return new Catalogues(program.camel())
                    .run("machines", CsvFile.open(file), ApplyOptions.toApply())
                    .sync();
        } catch (InvalidFileException e) {
            throw new IllegalStateException(e);
        }
    }
}
