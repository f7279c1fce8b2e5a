package no.ditioroutes.command;

import picocli.CommandLine.Command;

/** Runs {@code work-orders}: synchronises Ditio's work orders with a file. */
@Command(
        name = "work-orders",
        mixinStandardHelpOptions = true,
        description = "Brings Ditio's work orders in line with a file.",
        subcommands = {CatalogueCommand.Plan.class, CatalogueCommand.Apply.class})
final class WorkOrdersCommand {}
