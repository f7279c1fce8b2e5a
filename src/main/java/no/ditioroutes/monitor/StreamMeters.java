package no.ditioroutes.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of one stream. */
public final class StreamMeters {

    private final Counter pages;

    StreamMeters(MeterRegistry registry, String stream) {
        pages = Counter.builder("ditio.stream.pages")
                .description("Pages stored")
                .tag("stream", stream)
                .register(registry);
    }

    /** A page was stored. */
    public void page() {
        pages.increment();
    }
}
