package no.ditioroutes.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The planned faults. A fault applies to calls whose path contains a text. If several match a call, faults for a number
 * of calls take precedence over permanent ones, and older ones over newer ones.
 */
public final class PlannedFaults {

    private static final class Plan {

        private final String pathPart;
        private final BooleanSupplier due;
        private final Fault fault;
        private int left;

        Plan(String pathPart, int times, BooleanSupplier due, Fault fault) {
            this.pathPart = pathPart;
            this.left = times;
            this.due = due;
            this.fault = fault;
        }

        boolean fits(String path) {
            return path.contains(pathPart) && due.getAsBoolean();
        }

        boolean isSpent() {
            return --left == 0;
        }
    }

    private static final int FOREVER = -1;

    private final List<Plan> counted = new ArrayList<>();
    private final List<Plan> lasting = new ArrayList<>();

    /** Makes the next matching call fail. */
    public void next(String pathPart, Fault fault) {
        next(pathPart, 1, fault);
    }

    /** Makes the next matching calls fail, as many as given. */
    public void next(String pathPart, int times, Fault fault) {
        plan(pathPart, 0, times, fault);
    }

    /** Lets a number of matching calls pass, then makes one fail. */
    public void after(String pathPart, int calls, Fault fault) {
        plan(pathPart, calls, 1, fault);
    }

    /** Makes every matching call fail until the faults are cleared. */
    public synchronized void always(String pathPart, Fault fault) {
        lasting.add(new Plan(pathPart, FOREVER, () -> true, fault));
    }

    /** Makes a share of the calls, 0 to 1, fail in one of these ways, at random but reproducibly for a seed. */
    public synchronized void sometimes(String pathPart, double share, long seed, List<Fault> faults) {
        Random chance = new Random(seed);
        for (Fault fault : faults) {
            double each = share / faults.size();
            lasting.add(new Plan(pathPart, FOREVER, () -> chance.nextDouble() < each, fault));
        }
    }

    /** Removes all planned faults. */
    public synchronized void clear() {
        counted.clear();
        lasting.clear();
    }

    /** Returns how many planned faults have not occurred yet, permanent ones excluded. */
    public synchronized int pending() {
        return counted.size();
    }

    synchronized Fault take(String path) {
        Optional<Plan> next = fitting(counted, path);
        next.filter(Plan::isSpent).ifPresent(counted::remove);
        return next.or(() -> fitting(lasting, path)).map(plan -> plan.fault).orElse(Fault.NONE);
    }

    private static Optional<Plan> fitting(List<Plan> plans, String path) {
        return plans.stream().filter(plan -> plan.fits(path)).findFirst();
    }

    synchronized void plan(String pathPart, int skip, int times, Fault fault) {
        AtomicInteger toSkip = new AtomicInteger(skip);
        counted.add(new Plan(pathPart, times, () -> toSkip.getAndDecrement() <= 0, fault));
    }
}
