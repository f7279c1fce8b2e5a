package no.ditioroutes.sandbox;

import java.time.Duration;

/**
 * How a sandbox starts.
 *
 * @param address where it listens: loopback, or {@code 0.0.0.0} for everywhere
 * @param port 0 for any free one
 * @param seed the same seed makes the same data
 * @param machineRegistrations how many there are at the start
 * @param timeRegistrations how many there are at the start
 * @param days how many past days they are spread over
 * @param clientId a client with all scopes
 * @param clientSecret its secret
 * @param tokenLifetime how long a token lives
 * @param liveEvery how often something changes by itself; zero for never
 * @param largestImport bytes of an import above which it is answered 413
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

    /** Any port on loopback, two thousand records a stream over thirty days, tokens of half an hour, nothing live. */
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

    /** No registrations at the start: for tests that plant their own. */
    public static SandboxOptions empty() {
        return defaults().withRecords(0, 0);
    }

    /** The same, listening at this address. */
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

    /** The same, on this port. */
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

    /** The same, with other data. */
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

    /** The same, with so many records at the start. */
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

    /** The same, spread over so many days. */
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

    /** The same, with this client. */
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

    /** The same, with tokens that live so long. */
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

    /** The same, with something changing this often. */
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

    /** The same, refusing larger imports than this. */
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
