package no.ditioroutes.sandbox;

import java.time.Duration;

/**
 * The options of a sandbox.
 *
 * @param address the address to listen on: loopback, or {@code 0.0.0.0} for all interfaces
 * @param port the port, or 0 for any free one
 * @param seed the seed of the data: the same seed generates the same data
 * @param machineRegistrations how many exist at the start
 * @param timeRegistrations how many exist at the start
 * @param days the number of past days they are spread over
 * @param clientId a client with all scopes
 * @param clientSecret its secret
 * @param tokenLifetime the lifetime of a token
 * @param liveEvery the interval of spontaneous changes; zero for none
 * @param largestImport bytes of an import above which it is answered with 413
 */
public record SandboxOptions(
        String address,
        int port,
        long seed,
        int machineRegistrations,
        int timeRegistrations,
        int days,
        String clientId,
        String clientSecret,
        Duration tokenLifetime,
        Duration liveEvery,
        long largestImport) {

    /** The id of the default client. */
    public static final String CLIENT_ID = "sandbox";

    /** The secret of the default client. */
    public static final String CLIENT_SECRET = "sandbox-secret";

    private static final String LOOPBACK = "127.0.0.1";
    private static final long SERVER_DEFAULT_LARGEST_BODY = 30_000_000;

    /**
     * Returns the defaults: any port on loopback, two thousand records a stream over thirty days, tokens of half an
     * hour, no spontaneous changes.
     */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                LOOPBACK,
                0,
                1,
                2000,
                2000,
                30,
                CLIENT_ID,
                CLIENT_SECRET,
                Duration.ofMinutes(30),
                Duration.ZERO,
                SERVER_DEFAULT_LARGEST_BODY);
    }

    /** Returns options without registrations at the start, for tests that add their own. */
    public static SandboxOptions empty() {
        return defaults().withRecords(0, 0);
    }

    /** Returns a copy that listens at this address. */
    public SandboxOptions withAddress(String other) {
        return new SandboxOptions(
                other,
                port,
                seed,
                machineRegistrations,
                timeRegistrations,
                days,
                clientId,
                clientSecret,
                tokenLifetime,
                liveEvery,
                largestImport);
    }

    /** Returns a copy with this port. */
    public SandboxOptions withPort(int other) {
        return new SandboxOptions(
                address,
                other,
                seed,
                machineRegistrations,
                timeRegistrations,
                days,
                clientId,
                clientSecret,
                tokenLifetime,
                liveEvery,
                largestImport);
    }

    /** Returns a copy with another seed. */
    public SandboxOptions withSeed(long other) {
        return new SandboxOptions(
                address,
                port,
                other,
                machineRegistrations,
                timeRegistrations,
                days,
                clientId,
                clientSecret,
                tokenLifetime,
                liveEvery,
                largestImport);
    }

    /** Returns a copy with so many records at the start. */
    public SandboxOptions withRecords(int machine, int time) {
        return new SandboxOptions(
                address,
                port,
                seed,
                machine,
                time,
                days,
                clientId,
                clientSecret,
                tokenLifetime,
                liveEvery,
                largestImport);
    }

    /** Returns a copy whose records are spread over so many days. */
    public SandboxOptions withDays(int other) {
        return new SandboxOptions(
                address,
                port,
                seed,
                machineRegistrations,
                timeRegistrations,
                other,
                clientId,
                clientSecret,
                tokenLifetime,
                liveEvery,
                largestImport);
    }

    /** Returns a copy with this client. */
    public SandboxOptions withClient(String id, String secret) {
        return new SandboxOptions(
                address,
                port,
                seed,
                machineRegistrations,
                timeRegistrations,
                days,
                id,
                secret,
                tokenLifetime,
                liveEvery,
                largestImport);
    }

    /** Returns a copy with this lifetime of tokens. */
    public SandboxOptions withTokenLifetime(Duration other) {
        return new SandboxOptions(
                address,
                port,
                seed,
                machineRegistrations,
                timeRegistrations,
                days,
                clientId,
                clientSecret,
                other,
                liveEvery,
                largestImport);
    }

    /** Returns a copy with spontaneous changes at this interval. */
    public SandboxOptions withLiveEvery(Duration other) {
        return new SandboxOptions(
                address,
                port,
                seed,
                machineRegistrations,
                timeRegistrations,
                days,
                clientId,
                clientSecret,
                tokenLifetime,
                other,
                largestImport);
    }

    /** Returns a copy that rejects imports larger than this. */
    public SandboxOptions withLargestImport(long bytes) {
        return new SandboxOptions(
                address,
                port,
                seed,
                machineRegistrations,
                timeRegistrations,
                days,
                clientId,
                clientSecret,
                tokenLifetime,
                liveEvery,
                bytes);
    }
}
