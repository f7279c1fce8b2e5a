package no.ditioroutes.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** What benchmarks have in common. */
final class Figures {

    private Figures() {}

    static double median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** What the heap holds after a collection, of what it may. */
    static String heapUse() {
        System.gc();
        long kept = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return String.format(
                Locale.ROOT,
                "%d MB held after a collection, in a heap of %d MB",
                kept >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
