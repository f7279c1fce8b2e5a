package no.ditioroutes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.InvalidFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindsTest {

    private final FileKinds kinds = new FileKinds("none");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "companyId,projectId,machineId,state,startTime,endTime | excavator-states",
                "END_TIME;start time;STATE;Machine-Id;driver;line;reason | excavator-states",
                "externalId,name,projectNumber | work-orders",
                "machineNumber,name,typeId,projectNumber | machines",
                "projectNumber,name | projects"
            })
    void areToldByTheColumns(String header, String kind) throws Exception {
        assertThat(kinds.of(file(header))).isEqualTo(kind);
    }

    @Test
    void areUnknownWhereAColumnIsMissing() {
        assertThatThrownBy(() -> kinds.of(file("machineId,state,startTime,sluttTid")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll(
                        "Found: machineId, state, startTime, sluttTid",
                        "excavator-states (machineId, state, startTime, endTime)",
                        "work-orders (externalId, projectNumber)",
                        "machines (machineNumber)",
                        "projects (projectNumber)");
    }

    @Test
    void areNotToldByAHundredThousandColumns() {
        String header = IntStream.range(0, 100_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

        assertThatThrownBy(() -> kinds.of(file(header)))
                .hasMessageContaining("c29 and 99970 more")
                .message()
                .doesNotContain("c30,");
    }

    @Test
    void areToldByTheFirstRowThatFits() throws Exception {
        CsvFile file = file("Fleet, as of today\n\nprojectName,\nmachineNumber;name;note\nEX-1;Volvo;\n");

        assertThat(kinds.of(file)).isEqualTo("machines");
        CsvFile machines = kinds.as("machines", file);
        assertThat(machines.headerLine()).isEqualTo(4);
        assertThat(machines.columns()).containsExactly("machineNumber", "name", "note");
        try (CsvRows rows = machines.rows()) {
            assertThat(rows.next().fields()).containsExactly("EX-1", "Volvo", "");
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @Test
    void areToldByTheNamesThatAProviderGivesToColumns() throws Exception {
        Path names = Files.writeString(
                folder.resolve("columns.csv"),
                """
                kind;name;ditio
                # a comment
                excavator-states;Machine;machineId
                excavator-states;Status;state
                ;From;startTime
                ;To;endTime
                machines;Status;active
                """);
        FileKinds own = new FileKinds(names.toString());
        CsvFile file = file("Machine;Status;From;To;state of health");

        assertThat(own.of(file)).isEqualTo("excavator-states");
        assertThat(own.as("excavator-states", file).names())
                .containsExactly("machineid", "state", "starttime", "endtime", "state of health");
        assertThat(own.as("excavator-states", file("machineId,Machine,Status,From,To"))
                        .column("machineId"))
                .isZero();
    }

    @Test
    void readTheListOfColumnNamesAnew() throws Exception {
        Path names = folder.resolve("columns.csv");
        FileKinds own = new FileKinds(names.toString());
        CsvFile file = file("Unit;Make");
        assertThatThrownBy(() -> own.of(file)).isInstanceOf(InvalidFileException.class);

        Files.writeString(names, "kind;name;ditio\nmachines;unit;machineNumber\n");

        assertThat(own.of(file)).isEqualTo("machines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind;name | expected kind, name and ditio",
                "kind;name;ditio/machine;Unit;machineNumber | Line 2 has the kind machine, expected none or one of",
                "kind;name;ditio/machines;Unit; | Line 2 has no value in the column name or ditio"
            })
    void sayWhatIsWrongWithTheListOfColumnNames(String list, String reason) throws Exception {
        Path names = Files.writeString(folder.resolve("columns.csv"), list.replace("/", "\n") + "\n");

        assertThatThrownBy(() -> new FileKinds(names.toString()).of(file("machineNumber")))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContainingAll(names.toString(), reason);
    }

    @Test
    void shipWithAListOfColumnNamesThatCanBeRead() throws Exception {
        assertThat(new FileKinds("config/columns.csv").of(file("machineNumber,name")))
                .isEqualTo("machines");
    }

    private CsvFile file(String header) throws Exception {
        return CsvFile.open(Files.writeString(folder.resolve("file.csv"), header + "\n"));
    }
}
