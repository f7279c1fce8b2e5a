package no.ditioroutes.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.operate.Removal;
import no.ditioroutes.stream.RunReport;

/**
 * The outcome of a command for one stream.
 *
 * @param restored number of upserted rows that replaced a newer version or a deletion
 * @param held number of rows that Ditio no longer has and that were kept because they are too many
 * @param outcome {@code done}, {@code part} if records were rejected, {@code stopped}, or {@code failed}
 * @param message what failed, what was expected and what to do; empty if nothing failed
 */
record Outcome(
        String stream,
        String outcome,
        String mode,
        int pages,
        long records,
        long upserted,
        long restored,
        long deleted,
        long unchanged,
        long rejected,
        long skipped,
        long held,
        double seconds,
        String message,
        @JsonIgnore int exitCode)
        implements PartOutcome {

    /** The columns of the table that is printed for people. */
    static final Map<String, Function<Outcome, Object>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put("STREAM", Outcome::stream);
        TABLE.put("OUTCOME", Outcome::outcome);
        TABLE.put("MODE", Outcome::mode);
        TABLE.put("PAGES", Outcome::pages);
        TABLE.put("RECORDS", Outcome::records);
        TABLE.put("UPSERTED", Outcome::upserted);
        TABLE.put("RESTORED", Outcome::restored);
        TABLE.put("DELETED", Outcome::deleted);
        TABLE.put("UNCHANGED", Outcome::unchanged);
        TABLE.put("REJECTED", Outcome::rejected);
        TABLE.put("SKIPPED", Outcome::skipped);
        TABLE.put("SECONDS", outcome -> String.format(Locale.ROOT, "%.1f", outcome.seconds));
        TABLE.put("MESSAGE", Outcome::message);
    }

    static Outcome of(RunReport run) {
        return of(run.stream(), run);
    }

    /** Returns the outcome of a run under the name of the cursor that it moved. */
    static Outcome of(String name, RunReport run) {
        boolean isPart = run.rejected() > 0 || !run.unsettled().isEmpty();
        return new Outcome(
                name,
                !run.complete() ? "stopped" : isPart ? "part" : "done",
                run.mode(),
                run.pages(),
                run.records(),
                run.upserted(),
                run.restored(),
                run.deleted(),
                run.unchanged(),
                run.rejected(),
                run.skipped(),
                run.held(),
                run.took().toMillis() / 1000.0,
                message(run),
                isPart || !run.complete() ? Commands.PARTLY_DONE : 0);
    }

    private static String message(RunReport run) {
        String rejected = run.rejected() > 0 ? "see: rejects list " + run.stream() : "";
        return Stream.of(run.unsettled(), rejected)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Returns the outcome of a slice that was skipped because an earlier run completed it. */
    static Outcome doneBefore(String name) {
        return plain(name, "done", "in an earlier run", 0);
    }

    /** Returns the outcome of removing the rows that Ditio no longer has. */
    static Outcome of(String stream, Removal removal) {
        String found = removal.missing() + " of " + removal.rows() + " rows of the window are no longer in Ditio";
        String advice =
                removal.held() ? ": too many to be removed unasked. See what happened there, then: --force" : "";
        String outcome = removal.held() ? "held" : removal.complete() ? "done" : "stopped";
        return new Outcome(
                stream + "@removal",
                outcome,
                "",
                0,
                removal.missing(),
                0,
                0,
                removal.removed(),
                removal.missing() - removal.removed(),
                0,
                0,
                removal.held() ? removal.missing() : 0,
                0,
                found + advice,
                removal.held() || !removal.complete() ? Commands.PARTLY_DONE : 0);
    }

    static Outcome of(String stream, UserFacingException failure) {
        return plain(stream, "failed", failure.getMessage(), failure.kind().exitCode());
    }

    private static Outcome plain(String stream, String outcome, String message, int exitCode) {
        return new Outcome(stream, outcome, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, message, exitCode);
    }

    /**
     * Returns the exit code to act on first: wrong settings, then rejections by Ditio, then outages, then a partial
     * result.
     */
    static int graver(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
