package no.ditioroutes.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.ditioroutes.SecretMasker;
import no.ditioroutes.UserFacingException;
import picocli.CommandLine.Option;

/**
 * Prints the result of a command to standard output: a table for people, JSON for programs. Logs go to standard error.
 */
final class Output {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    @Option(
            names = "--json",
            description = "Print the result as JSON, and an error as one object with error and exitCode.")
    private boolean json;

    /** Prints rows as a JSON array, or as a table of the given columns. */
    <T> void print(Map<String, Function<T, Object>> columns, List<T> rows) {
        System.out.print(json ? json(rows) : table(columns, rows));
        System.out.flush();
    }

    /**
     * Prints the outcome of each part of a command and returns the exit code. If every part failed, the command itself
     * fails.
     */
    <T extends PartOutcome> int report(Map<String, Function<T, Object>> columns, List<T> parts) {
        int exitCode = parts.stream().mapToInt(PartOutcome::exitCode).reduce(0, Outcome::graver);
        if (json && !parts.isEmpty() && parts.stream().allMatch(PartOutcome::isFailure)) {
            String error = parts.stream().map(PartOutcome::message).distinct().collect(Collectors.joining(" "));
            printError(new ErrorResult(error, exitCode, parts));
        } else {
            print(columns, parts);
        }
        return exitCode;
    }

    /** Prints what a command completed before a failure stopped it, and throws that failure. */
    <T> void stopped(Map<String, Function<T, Object>> columns, List<T> rows, UserFacingException why) {
        if (json) {
            throw new StoppedException(why, rows);
        }
        print(columns, rows);
        throw why;
    }

    /** Prints an error as JSON, which is then the only content of standard output. */
    static void printError(ErrorResult error) {
        System.out.print(json(error));
        System.out.flush();
    }

    /**
     * An error as it is printed for programs.
     *
     * @param error what failed, what was expected and what to do
     * @param result what was completed before the error, or how each part failed; null if there is no such result
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorResult(String error, int exitCode, List<?> result) {

        ErrorResult {
            error = SecretMasker.mask(error);
        }
    }

    /** Returns whether the arguments of a command line ask for JSON, even if they cannot be parsed. */
    static boolean isJson(List<String> words) {
        return words.contains("--json") || words.contains("--json=true");
    }

    /** Returns seconds rounded to milliseconds, as they are printed. */
    static double seconds(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    /** Prints a line for people below the table. */
    void note(String line) {
        if (!json) {
            System.out.println(line);
        }
    }

    boolean isJson() {
        return json;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that does not become JSON", e);
        }
    }

    private static <T> String table(Map<String, Function<T, Object>> columns, List<T> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.copyOf(columns.keySet()));
        rows.forEach(row -> lines.add(
                columns.values().stream().map(column -> cell(column.apply(row))).toList()));
        List<Integer> widths = IntStream.range(0, columns.size())
                .mapToObj(column -> width(column, lines))
                .toList();
        StringBuilder table = new StringBuilder();
        lines.forEach(line -> table.append(line(line, widths)).append(System.lineSeparator()));
        return table.toString();
    }

    /** Returns a value as a single line; an unknown value is blank. */
    private static String cell(Object value) {
        return value == null ? "" : value.toString().replaceAll("\\s*\\R\\s*", " ");
    }

    private static int width(int column, List<List<String>> lines) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            text.append(cells.get(column))
                    .append(" ".repeat(widths.get(column) - cells.get(column).length() + 2));
        }
        return text.toString().stripTrailing();
    }
}
