package no.ditioroutes.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.inbox.RecordsInMemory;
import no.ditioroutes.monitor.Meters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected rows are written to a file that is safe in a spreadsheet and can be dropped into the inbox again. */
class RejectFileTest {

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void makeFolder() throws Exception {
        target = Files.createDirectory(folder.resolve("rejected")).resolve("states.csv");
    }

    @Test
    void keepsTheColumnsAndAddsLineAndReason() throws Exception {
        CsvFile source = CsvFixture.of(folder, "State;machineId;note\nkjører;M-1;a\nidle;M-2;\"b;c\"\n")
                .open();

        reject(source);

        assertThat(Files.readAllLines(target))
                .containsExactly(
                        "\uFEFFState;machineId;note;line;reason",
                        "kjører;M-1;a;2;not wanted",
                        "idle;M-2;\"b;c\";3;not wanted");
    }

    @Test
    void startsNoCellAsAFormula() throws Exception {
        CsvFile source = CsvFixture.of(folder, "=cmd(),b\n=1+1,+2\n-3,@x\n\"\tx\",\"\ry\"\n\"\nz\",'=q\n")
                .open();

        reject(source);

        CsvFile rejects = CsvFile.open(target);
        assertThat(cells(target)).noneMatch(cell -> cell.matches("(?s)[=+\\-@\t\r\n].*"));
        assertThat(rejects.columns()).containsExactly("=cmd()", "b", "line", "reason");
        assertThat(fields(rejects))
                .extracting(fields -> fields.subList(0, 2))
                .containsExactly(
                        List.of("=1+1", "+2"), List.of("-3", "@x"), List.of("\tx", "\ry"), List.of("\nz", "'=q"));
    }

    @Test
    void replacesLineAndReasonOfAFileThatWasRejectedBefore() throws Exception {
        CsvFile source = CsvFixture.of(folder, "machineId,state,line,reason\nM-1,,17,no state\n")
                .open();

        reject(source);

        CsvFile rejects = CsvFile.open(target);
        assertThat(rejects.columns()).containsExactly("machineId", "state", "line", "reason");
        assertThat(fields(rejects)).containsExactly(List.of("M-1", "", "2", "not wanted"));
    }

    @Test
    void losesNothingOfAMalformedRow() throws Exception {
        CsvFile source = CsvFixture.of(folder, "a,b\n1\n1,2,\"3,4\"\n\"x,y\n").open();

        reject(source);

        assertThat(fields(CsvFile.open(target)))
                .extracting(fields -> fields.subList(0, 2))
                .containsExactly(List.of("1", ""), List.of("1,2,\"3,4\"", ""), List.of("\"x,y", ""));
    }

    @Test
    void isNotVisibleBeforeItIsComplete() throws Exception {
        CsvFile source = CsvFixture.of(folder, "a\n1\n").open();

        try (RejectFile rejects = new RejectFile(place(), source)) {
            rejects.add(source.rows().next(), "not wanted");

            assertThat(target).doesNotExist();
        }

        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void isNotCreatedWithoutRows() throws Exception {
        CsvFile source = CsvFixture.of(folder, "a\n1\n").open();

        try (RejectFile rejects = new RejectFile(place(), source)) {
            assertThat(rejects.finish()).isEmpty();
        }

        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void overwritesNothing() throws Exception {
        CsvFile source = CsvFixture.of(folder, "a\n1\n").open();
        Files.writeString(target, "of another file");

        Path kept = reject(source);

        assertThat(target).hasContent("of another file");
        assertThat(fields(CsvFile.open(kept))).containsExactly(List.of("1", "2", "not wanted"));
    }

    @Test
    void reportsWhereItCannotBeWritten() throws Exception {
        CsvFile source = CsvFixture.of(folder, "a\n1\n").open();
        Files.delete(target.getParent());
        Files.writeString(target.getParent(), "in the way");

        assertThatThrownBy(() -> reject(source))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining(target.toString());
    }

    private Path reject(CsvFile source) {
        try (RejectFile rejects = new RejectFile(place(), source);
                CsvRows rows = source.rows()) {
            rows.forEachRemaining(row -> rejects.add(row, "not wanted"));
            return rejects.finish().orElseThrow();
        }
    }

    private FileDestination place() {
        return new Inbox(folder.toString(), 0, 0, 0, 0, new RecordsInMemory(), Meters.none())
                .rejects(target.getFileName().toString());
    }

    private static List<List<String>> fields(CsvFile file) {
        try (CsvRows rows = file.rows()) {
            return Stream.iterate(rows, CsvRows::hasNext, all -> all)
                    .map(all -> all.next().fields())
                    .toList();
        }
    }

    /** Returns the rows as a spreadsheet shows them. */
    private static List<String> cells(Path file) throws IOException {
        String text = Files.readString(file).substring(1);
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(text)) {
            return records.stream()
                    .flatMap(record -> record.getFields().stream())
                    .toList();
        }
    }
}
