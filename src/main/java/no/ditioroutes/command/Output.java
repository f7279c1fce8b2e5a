package no.ditioroutes.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The result of a command on standard output: a table for people, JSON for programs. Logs go to standard error. */
final class Output {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /** Prints rows: as a JSON array, or as a table of the columns given. */
    <T> void print(Map<String, Function<T, Object>> columns, List<T> rows) {
        System.out.print(json ? json(rows) : table(columns, rows));
        System.out.flush();
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

    /** One line, whatever a message holds; what is not known is blank. */
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
