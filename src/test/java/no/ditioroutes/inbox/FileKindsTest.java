package no.ditioroutes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindsTest {

    private final FileKinds kinds = new FileKinds();

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
                .isInstanceOf(BadFile.class)
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

    private CsvFile file(String header) throws Exception {
        return CsvFile.open(Files.writeString(folder.resolve("file.csv"), header + "\n"));
    }
}
