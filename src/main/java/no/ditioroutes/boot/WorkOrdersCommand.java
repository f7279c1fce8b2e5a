package no.ditioroutes.boot;

import no.ditioroutes.catalogue.Wish;
import picocli.CommandLine.Command;

/** {@code work-orders}: keeps Ditio's work orders in line with a file. */
@Command(
        name = "work-orders",
        mixinStandardHelpOptions = true,
        description = "Brings Ditio's work orders in line with a file.",
        subcommands = {WorkOrdersCommand.Plan.class, WorkOrdersCommand.Apply.class})
final class WorkOrdersCommand {

    @Command(name = "plan", mixinStandardHelpOptions = true, description = "Shows what would be done; writes nothing.")
    static final class Plan extends CatalogueCommand {

        @Override
        String catalogue() {
            return "work-orders";
        }

        @Override
        Wish wish() {
            return Wish.toPlan();
        }
    }

    @Command(name = "apply", mixinStandardHelpOptions = true, description = "Does it.")
    static final class Apply extends CatalogueCommand {

        @Override
        String catalogue() {
            return "work-orders";
        }

        @Override
        Wish wish() {
            return Wish.toApply();
        }
    }
}
