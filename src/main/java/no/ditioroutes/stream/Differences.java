package no.ditioroutes.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.stream.tables.MergeResult;

/** Collects the ids in which tables and Ditio differ, as found by a dry run. Thread-safe. */
public final class Differences {

    private final Set<String> added = new TreeSet<>();
    private final Set<String> replaced = new TreeSet<>();
    private final Set<String> restored = new TreeSet<>();
    private final Set<String> removed = new TreeSet<>();

    /** Returns rows that the table lacks. */
    public synchronized List<String> added() {
        return new ArrayList<>(added);
    }

    /** Returns rows that differ from Ditio's version. */
    public synchronized List<String> replaced() {
        return new ArrayList<>(replaced);
    }

    /** Returns rows that are newer than at Ditio, or deleted, although they exist there. */
    public synchronized List<String> restored() {
        return new ArrayList<>(restored);
    }

    /** Returns rows that Ditio no longer has. */
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
