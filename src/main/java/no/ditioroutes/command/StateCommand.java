package no.ditioroutes.command;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.operate.State;
import no.ditioroutes.store.Cursor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code state}: the cursors, to be seen and to be moved by hand. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description =
                "The cursors: show, set or reset them. A run that is going on with one then fails at its next page.",
        subcommands = {StateCommand.Show.class, StateCommand.Set.class, StateCommand.Reset.class})
final class StateCommand {

    private static final Map<String, Function<Cursor, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("CURSOR", Cursor::name);
        TABLE.put("MODE", cursor -> cursor.mode().name().toLowerCase(Locale.ROOT));
        TABLE.put("SINCE", Cursor::since);
        TABLE.put("UNTIL", Cursor::until);
        TABLE.put("WINDOW", cursor -> cursor.isOpen() ? "open" : "done");
        TABLE.put("PAGES", Cursor::page);
        TABLE.put("VERSION", Cursor::version);
        TABLE.put("WRITTEN", Cursor::updatedAt);
        TABLE.put("OF", Cursor::environment);
    }

    private static State state(Program program) {
        return new State(program.streams(), ProgramCommand.store(program));
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
            output.print(TABLE, state(program).show(stream));
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
            output.print(TABLE, List.of(state(program).set(stream, since)));
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
            output.print(TABLE, List.<Cursor>of());
            return 0;
        }
    }
}
