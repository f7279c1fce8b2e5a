package no.ditioroutes.command;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.operate.RejectExport;
import no.ditioroutes.operate.RejectLine;
import no.ditioroutes.stream.tables.Rejects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@code rejects}: lists, exports or replays rejected records. */
@Command(
        name = "rejects",
        mixinStandardHelpOptions = true,
        description = "The records that were set aside: list, export or replay them.",
        subcommands = {RejectsCommand.Listing.class, RejectsCommand.Export.class, ReplayCommand.class})
final class RejectsCommand {

    /** Returns the name of a stream, and fails if it has neither rejects nor a route: the name is mistyped then. */
    private static String known(Program program, String stream) {
        if (stream != null && new Rejects(ProgramCommand.database(program)).count(stream) == 0) {
            program.streams().named(List.of(stream));
        }
        return stream;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists what was set aside, the newest first.")
    static final class Listing extends ProgramCommand {

        private static final Map<String, Function<RejectLine, Object>> TABLE = new LinkedHashMap<>();

        static {
            TABLE.put("ID", RejectLine::id);
            TABLE.put("STREAM", RejectLine::stream);
            TABLE.put("RECORD ID", RejectLine::recordId);
            TABLE.put("SEEN", RejectLine::seen);
            TABLE.put("LAST SEEN", RejectLine::lastSeen);
            TABLE.put("REASON", RejectLine::reason);
        }

        @Parameters(paramLabel = "STREAM", arity = "0..1", description = "Only of this stream.")
        private String stream;

        @Option(
                names = "--limit",
                defaultValue = "50",
                paramLabel = "N",
                description = "The most to list. Default: 50.")
        private int limit;

        @Mixin
        private Output output;

        @Override
        int run(Program program) {
            output.print(
                    TABLE,
                    new Rejects(database(program))
                            .last(known(program, stream), Math.max(1, limit)).stream()
                                    .map(RejectLine::of)
                                    .toList());
            return 0;
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes what was set aside as JSON lines: id, stream, recordId, reason, firstSeen, lastSeen, seen,"
                            + " and raw, the text that came.")
    static final class Export extends ProgramCommand {

        /** The number of rejected records that were exported, and the file. */
        record Exported(String file, long rejected) {}

        private static final Map<String, Function<Exported, Object>> TABLE = new LinkedHashMap<>();

        static {
            TABLE.put("FILE", Exported::file);
            TABLE.put("REJECTED", Exported::rejected);
        }

        @Parameters(paramLabel = "STREAM", arity = "0..1", description = "Only of this stream.")
        private String stream;

        @Option(names = "--to", paramLabel = "FILE", description = "The file to write. Default: standard output.")
        private Path file;

        @Mixin
        private Output output;

        @Override
        int run(Program program) {
            known(program, stream);
            RejectExport export = new RejectExport(new Rejects(database(program)));
            if (file == null) {
                toStandardOutput(export);
            } else {
                output.print(TABLE, List.of(new Exported(file.toString(), toFile(export))));
            }
            return 0;
        }

        private void toStandardOutput(RejectExport export) {
            try {
                Writer lines = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
                export.write(stream, lines);
                lines.flush();
            } catch (IOException e) {
                throw new UserFacingException(
                        UserFacingException.Kind.SINK, "Standard output takes no more: " + e.getMessage(), e);
            }
        }

        private long toFile(RejectExport export) {
            try (Writer lines = Files.newBufferedWriter(file)) {
                return export.write(stream, lines);
            } catch (IOException e) {
                throw new UserFacingException(
                        UserFacingException.Kind.SINK,
                        "The file " + file + " of --to cannot be written: " + e.getMessage(),
                        e);
            }
        }
    }
}
