package no.ditioroutes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files of any length with quotes, line breaks and letters anywhere, and malformed lines between the rows. */
class RandomFilesTest {

    private static final int WIDTH = 4;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final List<String> ENDS = List.of("\n", "\r\n", "\r");
    private static final List<String> PARTS =
            List.of("a", "bc", " ", "æ", "🚜", ",", ";", "'", "=", "\"", "\n", "\r\n", "\r");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void comeBackRowByRow(long seed) throws InvalidFileException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("a,b,c,d\n");
        List<String> expected = new ArrayList<>();
        long line = 2;
        while (text.length() < 300_000) {
            String row = random.nextInt(50) == 0 ? bad(random) : good(random, expected, line);
            if (row.startsWith("bad")) {
                expected.add(line + " ! " + row);
            }
            String end = ENDS.get(random.nextInt(ENDS.size()));
            text.append(row).append(end);
            line += LINE_END.matcher(row).results().count() + 1;
        }

        List<String> read = CsvFixture.of(folder, text.toString()).rows().stream()
                .map(row -> row.line() + (row.trouble().isEmpty() ? " " : " ! ") + String.join("|", row.fields()))
                .toList();

        assertThat(read).isEqualTo(expected);
    }

    private static String good(Random random, List<String> expected, long line) {
        List<String> fields =
                IntStream.range(0, WIDTH).mapToObj(i -> field(random)).toList();
        expected.add(line + " " + String.join("|", fields));
        return fields.stream()
                .map(field -> random.nextBoolean() || mustBeQuoted(field) ? quoted(field) : field)
                .collect(Collectors.joining(","));
    }

    private static String bad(Random random) {
        return "bad,\"" + random.nextInt(100) + "\"x,y,z";
    }

    private static String field(Random random) {
        return "f"
                + IntStream.range(0, random.nextInt(random.nextInt(20) == 0 ? 60 : 6))
                        .mapToObj(i -> PARTS.get(random.nextInt(PARTS.size())))
                        .collect(Collectors.joining())
                + "f";
    }

    private static boolean mustBeQuoted(String field) {
        return field.contains(",") || LINE_END.matcher(field).find();
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
