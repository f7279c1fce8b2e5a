package no.ditioroutes.command;

import picocli.CommandLine.Command;

/** {@code projects}: keeps Ditio's projects in line with a file. */
@Command(
        name = "projects",
        mixinStandardHelpOptions = true,
        description = "Brings Ditio's projects in line with a file.",
        subcommands = {CatalogueCommand.Plan.class, CatalogueCommand.Apply.class})
final class ProjectsCommand {}
