package no.ditioroutes.boot;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs {@code sandbox}: the simulated Ditio alone. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "The simulated Ditio, with data and with faults on demand.")
final class SandboxCommand implements Callable<Integer> {

    @Option(
            names = "--address",
            defaultValue = "127.0.0.1",
            description =
                    "Where it listens; 0.0.0.0 for everywhere. Default: 127.0.0.1. Anybody may do anything with it.")
    private String address;

    @Option(names = "--port", defaultValue = "8090", description = "Port; 0 for any free one. Default: 8090.")
    private int port;

    @Option(names = "--records", defaultValue = "2000", description = "Registrations of a stream. Default: 2000.")
    private int records;

    @Option(
            names = "--live",
            description = "Seconds between an edit, a creation or a deletion. Default: nothing changes.")
    private long live;

    @Override
    public Integer call() throws InterruptedException {
        try (Sandbox sandbox = started()) {
            System.out.printf(
                    """
                    export DITIO_IDENTITY_BASE=%s
                    export DITIO_API_BASE=%s
                    export DITIO_REPORTING_BASE=%s
                    export DITIO_MASSTRANSPORT_BASE=%s
                    export DITIO_CLIENT_ID=%s
                    export DITIO_CLIENT_SECRET=%s
                    """,
                    sandbox.addresses().identity(),
                    sandbox.addresses().core(),
                    sandbox.addresses().reporting(),
                    sandbox.addresses().massTransport(),
                    SandboxOptions.CLIENT_ID,
                    SandboxOptions.CLIENT_SECRET);
            System.out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private Sandbox started() {
        try {
            return Sandbox.start(options());
        } catch (UncheckedIOException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The sandbox cannot listen on " + e.getCause().getMessage()
                            + ". Give another --address, or another --port, 0 for any",
                    e);
        }
    }

    private SandboxOptions options() {
        return SandboxOptions.defaults()
                .withAddress(address)
                .withPort(port)
                .withRecords(records, records)
                .withLiveEvery(Duration.ofSeconds(live));
    }
}
