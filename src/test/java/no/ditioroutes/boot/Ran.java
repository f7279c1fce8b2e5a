package no.ditioroutes.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine;

/** What became of a command: its exit code, and what it printed. */
public record Ran(int exitCode, String out, String err) {

    /** Runs a command, which prints to the streams of this process. */
    static synchronized Ran of(Supplier<CommandLine> line, String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        StringWriter usage = new StringWriter();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            // Made now: it keeps to the streams that it finds.
            int exitCode = line.get().setErr(new PrintWriter(usage, true)).execute(words);
            return new Ran(
                    exitCode, printed.toString(StandardCharsets.UTF_8), said.toString(StandardCharsets.UTF_8) + usage);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What was printed with {@code --json}. */
    public JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("expected JSON, found: " + out + err, e);
        }
    }
}
