package no.ditioroutes.command;

import java.time.Instant;
import java.util.List;
import no.ditioroutes.operate.State;
import no.ditioroutes.stream.tables.Cursors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code state}: shows the cursors and moves them manually. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description =
                "The cursors: show, set or reset them. A run that is going on with one then fails at its next page.",
        subcommands = {StateCommand.Show.class, StateCommand.Set.class, StateCommand.Reset.class})
final class StateCommand {

    private static State state(Program program) {
        return new State(program.streams(), new Cursors(ProgramCommand.database(program)));
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the cursors as the database has them.")
    static final class Show extends ProgramCommand {

        @Parameters(paramLabel = "STREAM", arity = "0..1", description = "Only of this stream, with its backfills.")
        private String stream;

        @Mixin
        private Output output;

        @Override
        int run(Program program) {
            output.print(
                    CursorLine.TABLE,
                    state(program).show(stream).stream().map(CursorLine::of).toList());
            return 0;
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Makes the next run of a stream incremental from a time on.")
    static final class Set extends ProgramCommand {

        @Parameters(paramLabel = "STREAM", description = "The stream.")
        private String stream;

        @Option(
                names = "--since",
                required = true,
                paramLabel = "TIME",
                converter = TimeOption.class,
                description = "A date (its first moment in UTC) or a time in ISO 8601.")
        private Instant since;

        @Mixin
        private Output output;

        @Override
        int run(Program program) {
            output.print(CursorLine.TABLE, List.of(CursorLine.of(state(program).set(stream, since))));
            output.note("The next run of " + stream + " reads what changed since " + since + ".");
            return 0;
        }
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description =
                    "Makes the next run of a stream a full load. It makes table and topics equal to what Ditio has then, also"
                            + " where Ditio went back to older versions, and removes what it no longer has.")
    static final class Reset extends ProgramCommand {

        @Parameters(paramLabel = "STREAM", description = "The stream, or the name of a backfill's cursor.")
        private String name;

        @Mixin
        private Output output;

        @Override
        int run(Program program) {
            state(program).reset(name);
            output.print(CursorLine.TABLE, List.of());
            output.note("The cursor of " + name + " is gone: the next run reads everything again. Rows stay.");
            return 0;
        }
    }
}
