package no.ditioroutes.command;

import picocli.CommandLine.Command;

/** Runs {@code projects}: synchronises Ditio's projects with a file. */
@Command(
        name = "projects",
        mixinStandardHelpOptions = true,
        description = "Brings Ditio's projects in line with a file.",
        subcommands = {CatalogueCommand.Plan.class, CatalogueCommand.Apply.class})
final class ProjectsCommand {}
