package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.HttpTransport;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.ditio.StatusPolicy;
import no.ditioroutes.ditio.TokenCache;
import no.ditioroutes.monitor.Meters;

/** The mass transport API without a network: its calls, and rows and batches to send. */
final class Ditio {

    static final StatesApi API = new StatesApi("https://ditio.example/mt", refusals(), new HttpTransport("", false));

    private Ditio() {}

    private static StatusPolicy refusals() {
        Credentials credentials =
                new Credentials("client", new SecretSetting("SECRET", "s", ""), new SecretSetting("TOKEN", "", ""));
        return new StatusPolicy(new TokenCache(credentials, null, Meters.none()), Meters.none());
    }

    /** Returns the answer to a question for the latest timestamp, an hour of the day; {@code -} if there is none. */
    static String latest(String hour) {
        return hour.equals("-") ? "null" : "{\"latestTimestamp\":\"" + hour(hour) + "\"}";
    }

    /** Returns a row of an hour of the day, such as {@code row("p1", 8)}; its line is that hour. */
    static StateRow row(String project, int hour) {
        Instant start = hour("%02d".formatted(hour));
        return StateRow.of(hour, new MachineState("c1", project, "EX-001", "Working", start, start.plusSeconds(3600)));
    }

    static StateRow[] rows(String project, int from, int to) {
        return IntStream.range(from, to).mapToObj(hour -> row(project, hour)).toArray(StateRow[]::new);
    }

    static StateBatch batch(StateRow... rows) {
        return StateBatch.open(1, rows[0].project(), Stream.of(rows).toList());
    }

    static Instant hour(String hour) {
        return Instant.parse("2026-01-15T" + hour + ":00:00Z");
    }
}
