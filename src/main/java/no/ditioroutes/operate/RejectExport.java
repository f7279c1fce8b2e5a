package no.ditioroutes.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import no.ditioroutes.stream.tables.Rejects;
import no.ditioroutes.stream.tables.StoredReject;

/** Exports rejected records as JSON lines, oldest first. */
public final class RejectExport {

    private static final int PAGE = 500;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final Rejects rejects;

    public RejectExport(Rejects rejects) {
        this.rejects = rejects;
    }

    /** Writes the rejects of one stream, or of all if it is null, and returns their number. */
    public long write(String streamOrNull, Writer lines) throws IOException {
        long count = 0;
        List<StoredReject> page = rejects.after(streamOrNull, 0, PAGE);
        while (!page.isEmpty()) {
            for (StoredReject reject : page) {
                lines.write(JSON.writeValueAsString(RejectLine.of(reject)) + "\n");
            }
            count += page.size();
            page = rejects.after(streamOrNull, page.get(page.size() - 1).id(), PAGE);
        }
        return count;
    }
}
