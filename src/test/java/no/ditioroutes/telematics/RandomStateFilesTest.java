package no.ditioroutes.telematics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.TimeFormats;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.inbox.FileKinds;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed files of any columns, separators, encodings and forms of time lose no row, and none of its values changes. */
class RandomStateFilesTest {

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final List<String> OURS =
            List.of("companyId", "projectId", "machineId", "state", "startTime", "endTime");
    private static final List<String> MACHINES =
            List.of("EX-001", "Total", "sum", "Ærøy 7", "m3", "=EX-9", "D'Or", "00012", "-", "a \"b\"", "x,y", "1;2");
    private static final List<String> NOTES = List.of("", "ok", "Total", "l/h", "12,5", "two\nlines", "  ", "'");
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, Charset.forName("windows-1252"));

    @TempDir
    private Path folder;

    private Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void areReadAsTheyWereMeant(long seed) throws Exception {
        random = new Random(seed);
        List<String> columns = new ArrayList<>(OURS);
        for (int more = random.nextInt(4); more > 0; more--) {
            columns.add(one(List.of("note", "unit", "fuel total", "")));
        }
        Collections.shuffle(columns, random);
        List<MachineState> meant = new ArrayList<>();
        List<List<String>> lines = new ArrayList<>(List.of(columns));
        for (int row = random.nextInt(40) + 1; row > 0; row--) {
            lines.add(row(columns, meant));
        }

        assertThat(read(lines)).isEqualTo(meant);
    }

    private List<String> row(List<String> columns, List<MachineState> meant) {
        LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(random.nextInt(40_000));
        LocalDateTime end = start.plusMinutes(random.nextInt(10_080) + 1L);
        MachineState state = new MachineState(
                "c1",
                "p " + random.nextInt(9),
                one(MACHINES),
                one(List.of("Working", "Idle", "Moving")),
                at(start),
                at(end));
        meant.add(state);
        DateTimeFormatter form = DateTimeFormatter.ofPattern(
                one(List.of("uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd HH:mm", "d.M.uuuu H:mm", "dd.MM.uuuu HH:mm:ss")));
        boolean utc = random.nextBoolean();
        return columns.stream()
                .map(column -> switch (column) {
                    case "companyId" -> state.companyId();
                    case "projectId" -> state.projectId();
                    case "machineId" -> state.machineId();
                    case "state" -> state.state();
                    case "startTime" -> utc ? state.start().toString() : form.format(start);
                    case "endTime" -> utc ? state.end().toString() : form.format(end);
                    default -> one(NOTES);
                })
                .toList();
    }

    private static Instant at(LocalDateTime time) {
        return time.atZone(OSLO).toInstant();
    }

    private List<MachineState> read(List<List<String>> lines) throws Exception {
        String separator = one(List.of(",", ";", "\t", "|"));
        String end = one(List.of("\n", "\r\n"));
        String text = lines.stream()
                .map(line ->
                        line.stream().map(cell -> quoted(cell, separator)).collect(Collectors.joining(separator)) + end)
                .collect(Collectors.joining());
        Path file = Files.write(folder.resolve("states.csv"), text.getBytes(one(CHARSETS)));
        CsvFile csv = new FileKinds("none").as("excavator-states", CsvFile.open(file));
        TimeFormats times = new TimeFormats("Europe/Oslo", "reject", "forms", "d.M.yyyy H:mm[:ss]");
        StateReader reader = new StateRules("", "", times, new KnownStates("none", "", "reject"), 168, 60).reader(csv);
        List<MachineState> states = new ArrayList<>();
        try (CsvRows rows = csv.rows()) {
            while (rows.hasNext()) {
                states.add(reader.read(rows.next()).state());
            }
        }
        return states;
    }

    private String quoted(String cell, String separator) {
        boolean must = cell.contains(separator) || cell.contains("\"") || cell.contains("\n");
        return must || random.nextInt(5) == 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
