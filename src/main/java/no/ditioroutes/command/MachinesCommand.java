package no.ditioroutes.command;

import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.ApplyOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@code machines}: synchronises Ditio's machines and equipment with a file. */
@Command(
        name = "machines",
        mixinStandardHelpOptions = true,
        description = "Brings Ditio's machines and equipment in line with a file.",
        subcommands = {MachinesCommand.Plan.class, MachinesCommand.Apply.class})
final class MachinesCommand {

    /** The options that {@code plan} and {@code apply} share. */
    static final class Options {

        @Option(
                names = "--retire-missing",
                description = "Deactivate the machines of the file's companies that it does not mention.")
        private boolean retireMissing;

        @Option(
                names = "--delete",
                description = "With --retire-missing: delete those that Ditio allows to delete, inactive ones too.")
        private boolean delete;

        @Option(
                names = "--force",
                description = "Retire them even where they look too many, see catalogue.retire-at-most.")
        private boolean force;

        @Option(names = "--allow-lower-hours", description = "Let hour meters go down.")
        private boolean allowLowerHours;

        ApplyOptions asked(boolean apply) {
            if ((delete || force) && !retireMissing) {
                throw new UserFacingException(
                        UserFacingException.Kind.SETTINGS, "--delete and --force go with --retire-missing");
            }
            return new ApplyOptions(apply, retireMissing, delete, force, allowLowerHours);
        }
    }

    @Command(name = "plan", mixinStandardHelpOptions = true, description = "Shows what would be done; writes nothing.")
    static final class Plan extends CatalogueCommand {

        @Mixin
        private Options options;

        @Override
        ApplyOptions options() {
            return options.asked(false);
        }
    }

    @Command(name = "apply", mixinStandardHelpOptions = true, description = "Does it.")
    static final class Apply extends CatalogueCommand {

        @Mixin
        private Options options;

        @Override
        ApplyOptions options() {
            return options.asked(true);
        }
    }
}
