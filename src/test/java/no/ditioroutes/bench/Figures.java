package no.ditioroutes.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** What benchmarks have in common. */
final class Figures {

    private Figures() {}

    static double median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static void forgetPeak() {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The most the heap held since, garbage included, and what is left after a collection. */
    static String heapUse() {
        long peak = heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.gc();
        long kept = heap().mapToLong(pool -> pool.getUsage().getUsed()).sum();
        return String.format(
                Locale.ROOT,
                "heap of %d MB: at most %d MB used, %d MB after a collection",
                Runtime.getRuntime().maxMemory() >> 20,
                peak >> 20,
                kept >> 20);
    }

    static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    private static Stream<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }
}
