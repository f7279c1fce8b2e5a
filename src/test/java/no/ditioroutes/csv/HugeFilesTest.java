package no.ditioroutes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is read in little memory, however large it or any part of it is. */
class HugeFilesTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void areReadInLittleMemory() throws Exception {
        Path file = folder.resolve("states.csv");
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            text.write("a,b,c\n1,2,3\n");
            repeat(text, "x", 150 * MEGABYTE);
            text.write("\n1,\"");
            repeat(text, "y", 20 * MEGABYTE);
            text.write("\",3\n");
            repeat(text, "1,", 100_000);
            text.write("\n");
            repeat(text, "1,2,3\n", 5 * MEGABYTE);
            text.write("1,\"2,3\n");
            repeat(text, "\n", 20 * MEGABYTE);
            text.write("1,2,3");
        }

        assertThat(read(file)).isEqualTo("columns 3, good " + (5 * MEGABYTE + 2) + ", in trouble 4");
    }

    @Test
    void mayHaveAHundredThousandColumns() throws Exception {
        Path file = folder.resolve("states.csv");
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 100_000; i++) {
                text.write("c" + i + ",");
            }
            for (int i = 0; i < 200; i++) {
                text.write("\n");
                repeat(text, "1,", 100_000);
            }
        }

        assertThat(read(file)).isEqualTo("columns 100001, good 200, in trouble 0");
    }

    /** Reads the file in a process with a heap of 64 MB. */
    private static String read(Path file) throws Exception {
        ProcessBuilder java = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                Reading.class.getName(),
                file.toString()));
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = java.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    private static void repeat(BufferedWriter text, String part, int times) throws IOException {
        int block = 1000;
        String many = part.repeat(block);
        for (int i = 0; i < times / block; i++) {
            text.write(many);
        }
        text.write(part.repeat(times % block));
    }

    /** Reads a file in that process and prints how many rows it has. */
    static final class Reading {

        private Reading() {}

        public static void main(String[] args) throws InvalidFileException {
            CsvFile file = CsvFile.open(Path.of(args[0]));
            long good = 0;
            long bad = 0;
            try (CsvRows rows = file.rows()) {
                while (rows.hasNext()) {
                    if (rows.next().trouble().isEmpty()) {
                        good++;
                    } else {
                        bad++;
                    }
                }
            }
            System.out.println("columns " + file.columns().size() + ", good " + good + ", in trouble " + bad);
        }
    }
}
