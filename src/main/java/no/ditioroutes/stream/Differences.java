package no.ditioroutes.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.stream.tables.MergeResult;

/** The ids in which tables and Ditio differ, as a dry run finds them. May be used by several threads. */
public final class Differences {

    private final Set<String> added = new TreeSet<>();
    private final Set<String> replaced = new TreeSet<>();
    private final Set<String> restored = new TreeSet<>();
    private final Set<String> removed = new TreeSet<>();

    /** Rows that the table lacks. */
    public synchronized List<String> added() {
        return new ArrayList<>(added);
    }

    /** Rows that differ from what Ditio has. */
    public synchronized List<String> replaced() {
        return new ArrayList<>(replaced);
    }

    /** Rows that are newer than at Ditio, or deleted, and exist there. */
    public synchronized List<String> restored() {
        return new ArrayList<>(restored);
    }

    /** Rows that Ditio no longer has. */
    public synchronized List<String> removed() {
        return new ArrayList<>(removed);
    }

    /** Adds what a page would have changed in a table that has these ids. */
    synchronized void add(MergeResult page, Set<String> stored) {
        for (DitioRecord record : page.upserted()) {
            boolean isRestored = page.restored().contains(record);
            Set<String> kind = isRestored ? restored : stored.contains(record.id()) ? replaced : added;
            kind.add(record.id());
        }
    }

    /** Adds rows that are on no page. */
    public synchronized void addRemoved(Collection<String> ids) {
        removed.addAll(ids);
    }
}
