package no.ditioroutes.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import no.ditioroutes.Failure;
import no.ditioroutes.catalogue.Step.Write;

/** One comparison of rows with Ditio, and what is done about it. For one thread. */
public final class Job {

    private static final int PROGRESS = 100;

    private final Kind kind;
    private final Wish wish;
    private final Settings settings;
    private final Source source;
    private final AutoCloseable lock;
    private final boolean printed;
    private final Stock stock;
    private final Calls calls;
    private final Set<String> types = new HashSet<>();
    private List<Item> items = List.of();
    private Retirement limit;
    private String objection = "";
    private Failure failure;
    private int unclearInARow;
    private int written;

    /** @param printed whether a command prints what becomes of each row */
    Job(Kind kind, Wish wish, Settings settings, Source source, AutoCloseable lock, boolean printed) {
        this.kind = kind;
        this.wish = wish;
        this.settings = settings;
        this.source = source;
        this.lock = lock;
        this.printed = printed;
        this.stock = new Stock(kind);
        this.calls = new Calls(settings);
    }

    /** Every entry of the plan. */
    public List<Item> items() {
        return items;
    }

    /** How many entries there are of each action and outcome. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        items.forEach(item -> counts.merge(item.word(), 1, Integer::sum));
        return counts;
    }

    /** The counts in words, such as {@code 3 blocked, 1 patch}. */
    public String summary() {
        return counts().entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Whether anything was blocked, refused or left unclear. */
    public boolean isPartly() {
        return items.stream().anyMatch(Item::isLeft);
    }

    /** Whether Ditio is to be changed. */
    public boolean isToBeApplied() {
        return wish.apply() && !isRefused();
    }

    /** Whether the file is refused as a whole. */
    public boolean isRefused() {
        return !objection.isEmpty();
    }

    /** Why it is refused as a whole; else empty. */
    public String getObjection() {
        return objection;
    }

    /** Stops in the middle; the items tell how far it came. */
    public void fail(Failure why) {
        failure = why;
    }

    /** What stopped it in the middle, if anything did. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether Ditio was changed, and not all rows came about. */
    public boolean isPartlyApplied() {
        return wish.apply() && isPartly();
    }

    /** What is to be deleted if Ditio allows. */
    public List<Item> getToBeAsked() {
        return wish.delete() ? open(item -> item.action() == Action.DEACTIVATE) : List.of();
    }

    /** Creations, as many in a call as may be. */
    public List<Step> getManyAtOnce() {
        List<Item> all = open(Job::isToBeCreated);
        List<Step> steps = new ArrayList<>();
        for (int from = 0; from < all.size(); from += settings.batch()) {
            steps.add(step(Write.CREATE_MANY, all.subList(from, Math.min(all.size(), from + settings.batch()))));
        }
        return steps;
    }

    /** Creations one by one: all of a kind that has no other, else what an answer to many did not tell. */
    public List<Step> getOneByOne() {
        return steps(Write.CREATE, open(Job::isToBeCreated));
    }

    /** Changes of what is there; first what has no endpoint of its own. */
    public List<Step> getPatches() {
        List<Step> steps = new ArrayList<>();
        for (Item item : open(item -> !item.id().isEmpty() && item.action() != Action.DELETE)) {
            if (!item.left(false).isEmpty()) {
                steps.add(step(Write.PATCH, List.of(item)));
            }
            if (!item.left(true).isEmpty()) {
                steps.add(step(Write.PATCH_FUEL, List.of(item)));
            }
        }
        return steps;
    }

    public List<Step> getDeletions() {
        return steps(Write.DELETE, open(item -> item.action() == Action.DELETE));
    }

    /** Ids of the projects that work orders are to be compared with. */
    List<String> projectIds(List<Row> rows) {
        RowReader reader = new RowReader(kind, settings);
        return rows.stream()
                .map(reader::key)
                .map(stock::projectId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    Kind kind() {
        return kind;
    }

    Wish wish() {
        return wish;
    }

    Source source() {
        return source;
    }

    Stock stock() {
        return stock;
    }

    Set<String> types() {
        return types;
    }

    /** @param limitOrNull what limits how many are retired */
    void plan(List<Item> planned, Retirement limitOrNull) {
        items = planned;
        limit = limitOrNull;
    }

    /** Blocks what no row mentions where too much of it would go. */
    void limitRetirement() {
        if (limit != null) {
            limit.limit(items);
        }
    }

    boolean isPrinted() {
        return printed;
    }

    /** Refuses the file as a whole where there is an objection, so that nothing of it is written. */
    void refuse(String why) {
        objection = why;
        if (isRefused()) {
            open(item -> true).forEach(item -> item.block("not applied: " + why));
        }
    }

    /** An item that did not come about, in words. */
    String told(Item item) {
        String place = item.line() == 0 ? "" : "line " + item.line() + " of ";
        return "%s %s (%s%s) is %s: %s".formatted(kind.one(), item.key(), place, source, item.word(), item.reason());
    }

    /** How far it is, each time another so many entries were written. */
    Optional<String> progress(Step step) {
        int before = written / PROGRESS;
        written += step.items().size();
        return written / PROGRESS > before
                ? Optional.of(written + " of about "
                        + items.stream().filter(Job::isWritten).count() + " written")
                : Optional.empty();
    }

    private static boolean isWritten(Item item) {
        return item.action() != Action.UNCHANGED && item.action() != Action.BLOCKED;
    }

    /** Counts steps that came to nothing, one after the other. */
    int unclear(boolean again) {
        unclearInARow = again ? unclearInARow + 1 : 0;
        return unclearInARow;
    }

    void close() throws Exception {
        lock.close();
    }

    private static boolean isToBeCreated(Item item) {
        return item.action() == Action.CREATE && item.id().isEmpty();
    }

    private List<Item> open(Predicate<Item> which) {
        return items.stream().filter(Item::isOpen).filter(which).toList();
    }

    private List<Step> steps(Write write, List<Item> each) {
        return each.stream().map(item -> step(write, List.of(item))).toList();
    }

    private Step step(Write write, List<Item> about) {
        return new Step(calls, stock, new HourMeters(wish.allowLowerHours()), write, about);
    }
}
