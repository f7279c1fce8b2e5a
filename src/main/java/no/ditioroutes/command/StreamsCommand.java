package no.ditioroutes.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.tables.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs {@code streams}: lists every stream with the options of its route file. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        description =
                "Lists every stream, whether it is enabled, and what its route file says. Asks neither Ditio nor the"
                        + " database.")
final class StreamsCommand extends ProgramCommand {

    /**
     * A stream as its file describes it. If it is not enabled, only its name and the reason are known.
     *
     * @param enabled false if its file was rejected or an option has a wrong value
     * @param targets the topics and further tables that its route names
     */
    record Listed(
            String stream,
            boolean enabled,
            String file,
            String path,
            String scope,
            String table,
            String topic,
            List<String> targets,
            String windowColumn,
            String from,
            String to,
            Map<String, String> query,
            Integer chunkLimit,
            String overlap,
            String lag,
            String message) {

        static Listed of(StreamDefinition stream) {
            return new Listed(
                    stream.name(),
                    true,
                    stream.file(),
                    stream.path(),
                    stream.scope(),
                    stream.table(),
                    stream.topic(),
                    stream.targets().stream().map(Target::toString).toList(),
                    stream.windowColumn(),
                    stream.from() == null ? null : stream.from().toString(),
                    stream.to() == null ? null : stream.to().toString(),
                    stream.filters(),
                    stream.chunkLimit(),
                    stream.overlap().toString(),
                    stream.lag().toString(),
                    null);
        }

        static Listed disabled(String stream, String reason) {
            return new Listed(
                    stream, false, null, null, null, null, null, List.of(), null, null, null, Map.of(), null, null,
                    null, reason);
        }
    }

    private static final Map<String, Function<Listed, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("STREAM", Listed::stream);
        TABLE.put("ENABLED", listed -> listed.enabled() ? "yes" : "no");
        TABLE.put("PATH", listed -> orEmpty(listed.path()));
        TABLE.put("TABLE", listed -> orEmpty(listed.table()));
        TABLE.put("TARGETS", listed -> String.join(", ", listed.targets()));
        TABLE.put("WINDOW COLUMN", listed -> orEmpty(listed.windowColumn()));
        TABLE.put("FILE", listed -> orEmpty(listed.file()));
        TABLE.put("", listed -> orEmpty(listed.message()));
    }

    @Mixin
    private Output output;

    @Override
    int run(Program program) {
        StreamRegistry streams = program.bean(StreamRegistry.class);
        List<Listed> listed = new ArrayList<>();
        streams.names().forEach(name -> listed.add(listed(streams, name)));
        streams.leftOut().forEach((name, reason) -> listed.add(Listed.disabled(name, reason)));
        output.print(TABLE, listed);
        return listed.stream().allMatch(Listed::enabled) ? 0 : UserFacingException.Kind.SETTINGS.exitCode();
    }

    private static Listed listed(StreamRegistry streams, String name) {
        try {
            return Listed.of(streams.get(name));
        } catch (UserFacingException e) {
            return Listed.disabled(name, e.getMessage());
        }
    }

    private static String orEmpty(String textOrNull) {
        return textOrNull == null ? "" : textOrNull;
    }
}
