package no.ditioroutes.command;

import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.stream.Differences;

/**
 * The changes that {@code backfill --reconcile} would make.
 *
 * @param outcome {@code same} or {@code differs}
 * @param removed number of rows that Ditio no longer has
 * @param replaced number of rows that differ
 * @param restored number of rows that are newer than in Ditio, or were deleted
 * @param added number of rows that the table lacks
 */
record Compared(
        String stream,
        String outcome,
        long removed,
        long replaced,
        long restored,
        long added,
        List<String> removedIds,
        List<String> replacedIds,
        List<String> restoredIds,
        List<String> addedIds) {

    private static final int SHOWN = 20;

    static Compared of(String stream, Differences differences) {
        List<String> removed = differences.removed();
        List<String> replaced = differences.replaced();
        List<String> restored = differences.restored();
        List<String> added = differences.added();
        boolean same = Stream.of(removed, replaced, restored, added).allMatch(List::isEmpty);
        return new Compared(
                stream + "@dry-run",
                same ? "same" : "differs",
                removed.size(),
                replaced.size(),
                restored.size(),
                added.size(),
                removed,
                replaced,
                restored,
                added);
    }

    int exitCode() {
        return outcome.equals("same") ? 0 : Commands.PARTLY_DONE;
    }

    /** Returns the lines that are printed for people. */
    List<String> lines() {
        return Stream.of(
                        "Nothing was changed. --reconcile without --dry-run would change:",
                        line("removed, since Ditio no longer has them", removedIds),
                        line("replaced, since they differ", replacedIds),
                        line("restored, since Ditio has an older version or has them again", restoredIds),
                        line("added, since the table lacks them", addedIds))
                .toList();
    }

    private static String line(String kind, List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())));
        String more = ids.size() > SHOWN ? " and " + (ids.size() - SHOWN) + " more (all of them: --json)" : "";
        return ids.size() + " rows " + kind + (ids.isEmpty() ? "" : ": " + first + more);
    }
}
