package no.ditioroutes.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file that a test reads, and the rows read from it. */
record CsvFixture(Path file) {

    /** Has six columns, as telematics files do. */
    static final String HEADER = "companyId,projectId,machineId,state,startTime,endTime";

    static CsvFixture of(Path folder, String text) {
        return of(folder, text, StandardCharsets.UTF_8);
    }

    static CsvFixture of(Path folder, String text, Charset charset) {
        return of(folder, text.getBytes(charset));
    }

    static CsvFixture of(Path folder, byte[] bytes) {
        try {
            return new CsvFixture(Files.write(folder.resolve("states.csv"), bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CsvFile open() throws InvalidFileException {
        return CsvFile.open(file);
    }

    List<CsvRow> rows() throws InvalidFileException {
        List<CsvRow> rows = new ArrayList<>();
        try (CsvRows all = open().rows()) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    /** Returns the fields of each row, with an exclamation mark before those of a malformed row. */
    List<String> texts() throws InvalidFileException {
        return rows().stream()
                .map(row -> (row.trouble().isEmpty() ? "" : "! ") + String.join("|", row.fields()))
                .toList();
    }

    /** Concatenates bytes. */
    static byte[] bytes(Object... parts) {
        byte[] all = {};
        for (Object part : parts) {
            byte[] more = part instanceof Integer one
                    ? new byte[] {one.byteValue()}
                    : part.toString().getBytes(StandardCharsets.UTF_8);
            byte[] longer = Arrays.copyOf(all, all.length + more.length);
            System.arraycopy(more, 0, longer, all.length, more.length);
            all = longer;
        }
        return all;
    }
}
