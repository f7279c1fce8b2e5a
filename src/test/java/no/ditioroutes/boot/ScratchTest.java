package no.ditioroutes.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import no.ditioroutes.camel.Catalogues;
import no.ditioroutes.catalogue.Job;
import no.ditioroutes.catalogue.Wish;
import no.ditioroutes.csv.CsvFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScratchTest {

    @RegisterExtension
    static final CatalogueRig rig = CatalogueRig.onPostgres();

    @Test
    void large() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("machineNumber;name;category;active;hourMeter;serialNumber;buildYear;weight;serviceDate");
        for (int i = 0; i < 10_000; i++) {
            lines.add("M-" + i + ";Volvo nr " + i + ";Truck;true;" + i + ".5;SN" + i + ";2020;22000;2026-06-01");
        }
        Path file = rig.file(lines.toArray(new String[0]));
        run(file, Wish.toPlan(), "plan of 10,000 new");
        run(file, Wish.toApply(), "apply of 10,000 new");
        run(file, Wish.toPlan(), "plan of 10,000 unchanged");
        run(file, Wish.toApply(), "apply of 10,000 unchanged");
        List<String> changed = new ArrayList<>();
        lines.forEach(line -> changed.add(line.replace(".5;", ".75;")));
        Path other = rig.file(changed.toArray(new String[0]));
        run(other, Wish.toPlan(), "plan of 10,000 changed");
        run(other, Wish.toApply(), "apply of 10,000 changed");
    }

    private static void run(Path file, Wish wish, String what) throws Exception {
        long start = System.nanoTime();
        Job job = new Catalogues(rig.program().camel()).run("machines", CsvFile.open(file), wish);
        System.err.println("SCRATCH " + what + ": " + (System.nanoTime() - start) / 1_000_000 + " ms " + job.counts());
    }
}
