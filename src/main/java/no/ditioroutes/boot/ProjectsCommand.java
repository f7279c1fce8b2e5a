package no.ditioroutes.boot;

import no.ditioroutes.catalogue.Wish;
import picocli.CommandLine.Command;

/** {@code projects}: keeps Ditio's projects in line with a file. */
@Command(
        name = "projects",
        mixinStandardHelpOptions = true,
        description = "Brings Ditio's projects in line with a file.",
        subcommands = {ProjectsCommand.Plan.class, ProjectsCommand.Apply.class})
final class ProjectsCommand {

    @Command(name = "plan", mixinStandardHelpOptions = true, description = "Shows what would be done; writes nothing.")
    static final class Plan extends CatalogueCommand {

        @Override
        String catalogue() {
            return "projects";
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
            return "projects";
        }

        @Override
        Wish wish() {
            return Wish.toApply();
        }
    }
}
