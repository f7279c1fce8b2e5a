package no.ditioroutes.operate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.Schedule;
import no.ditioroutes.database.Database;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.monitor.ComponentHealth;
import no.ditioroutes.monitor.HealthRegistry;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.monitor.StreamMeters;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.Rejects;
import no.ditioroutes.utilisation.Utilisation;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what the running program stands on, again and again, and keeps what it saw for health and metrics, so that
 * nobody who asks for these waits for a database or a broker. What goes down or comes back is told once.
 */
public final class Watch implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Database database;
    private final KafkaPublisher publisher;
    private final HealthRegistry health;
    private final Meters meters;
    private final ShutdownSignal stop;
    private final Schedule schedule;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Utilisation utilisation;
    private final Lacks lacks;
    private final StreamHealth streamHealth;
    private final InboxHealth inboxHealth;

    /** One look at a time: else one that began before a return would fail behind one that saw it. */
    private final Object lookingAtDatabase = new Object();

    private final Object lookingAtKafka = new Object();
    private final Set<String> known = new TreeSet<>();
    private CamelContext camel;

    public Watch(
            Database database,
            KafkaPublisher publisher,
            Inbox inbox,
            HealthRegistry health,
            Meters meters,
            ShutdownSignal stop,
            Schedule schedule,
            long firstPauseMillis,
            long longestPauseMillis,
            Utilisation utilisation) {
        this.database = database;
        this.publisher = publisher;
        this.health = health;
        this.meters = meters;
        this.stop = stop;
        this.schedule = schedule;
        this.firstPause = Duration.ofMillis(firstPauseMillis);
        this.longestPause = Duration.ofMillis(longestPauseMillis);
        this.utilisation = utilisation;
        lacks = new Lacks(database, publisher);
        streamHealth = new StreamHealth(schedule, lacks);
        inboxHealth = new InboxHealth(inbox, meters);
    }

    /**
     * Waits until database and Kafka answer, asking again after growing pauses; false where the program stops meanwhile.
     * A run is not begun, and Ditio not asked, for what cannot be stored.
     */
    public boolean awaitSinks() {
        Duration pause = firstPause;
        while (!stop.isRequested() && !sinksAnswer()) {
            stop.awaitOrStop(
                    new CompletableFuture<Void>().completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS));
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(longestPause) < 0 ? longer : longestPause;
        }
        return !stop.isRequested();
    }

    /** Returns whether both answer; what was seen last is good enough where it is good. */
    private boolean sinksAnswer() {
        return answers(HealthRegistry.DATABASE, lookingAtDatabase, this::lookAtDatabase)
                && answers(HealthRegistry.KAFKA, lookingAtKafka, this::lookAtKafka);
    }

    private boolean answers(String part, Object looking, Runnable look) {
        synchronized (looking) {
            if (!health.isUp(part)) {
                look.run();
            }
            // A look that the stop cut short noted nothing.
            return health.isUp(part) && !stop.isRequested();
        }
    }

    /** Checks the database, and reads from it what health and metrics report of the streams. */
    public void lookAtDatabase() {
        synchronized (lookingAtDatabase) {
            look(HealthRegistry.DATABASE, "The database", this::database);
            if (!health.isUp(HealthRegistry.DATABASE)) {
                streams().names().forEach(name -> meters.stream(name).unknown());
            }
        }
    }

    private String database() {
        String description = database.description();
        Map<String, Long> rejects = new Rejects(database).counts();
        Map<String, Cursor> cursors = new HashMap<>();
        new Cursors(database).all().forEach(cursor -> cursors.put(cursor.name(), cursor));
        streams().names().forEach(name -> stored(name, cursors.get(name), rejects.getOrDefault(name, 0L)));
        return description;
    }

    private void stored(String stream, Cursor cursorOrNull, long rejects) {
        if (cursorOrNull == null) {
            meters.stream(stream).stored(null, null, 0, rejects);
            return;
        }
        Instant upTo = streams().upTo(stream, cursorOrNull).orElse(null);
        meters.stream(stream).stored(upTo, cursorOrNull.since(), cursorOrNull.page(), rejects);
    }

    /** Looks whether a broker answers. */
    public void lookAtKafka() {
        synchronized (lookingAtKafka) {
            look(
                    HealthRegistry.KAFKA,
                    "Kafka",
                    () -> publisher.isOn() ? publisher.cluster() : "KAFKA_BROKERS is not set: SQL alone");
        }
    }

    /** Asks what the topics and further tables lack, for {@link #lookAtStreams}. */
    public void compareTargets() {
        if (health.isUp(HealthRegistry.DATABASE) && health.isUp(HealthRegistry.KAFKA)) {
            stop.awaitOrStop(CompletableFuture.runAsync(() -> lacks.refresh(streams()), Watch::onItsOwn));
        }
    }

    /** Looks whether the inbox can be used and its routes run, and how long files wait there. */
    public void lookAtInbox() {
        look(HealthRegistry.INBOX, "The inbox", () -> inboxHealth.check(routes()));
    }

    /** Looks how the runs of each stream go. */
    public void lookAtStreams() {
        known.addAll(streams().names());
        if (utilisation.isOn()) {
            known.addAll(streams().reading());
        }
        known.forEach(name -> {
            StreamMeters stream = meters.stream(name);
            stream.due(schedule.overdueAfter(stream.lastSign()));
            health.seen("stream " + name, streamHealth.of(name, stream, routes()));
        });
    }

    private void look(String name, String shown, Supplier<String> look) {
        CompletableFuture<ComponentHealth> looking = CompletableFuture.supplyAsync(() -> looked(look), Watch::onItsOwn);
        // A broker that is gone is waited for half a minute, which an end of the program does not wait for.
        stop.awaitOrStop(looking);
        if (looking.isDone()) {
            note(name, shown, looking.join());
        }
    }

    private static ComponentHealth looked(Supplier<String> look) {
        try {
            return ComponentHealth.up(look.get());
        } catch (UserFacingException e) {
            return ComponentHealth.down(e.getMessage());
        }
    }

    private static void onItsOwn(Runnable look) {
        Thread thread = new Thread(look, "watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void note(String name, String shown, ComponentHealth now) {
        boolean wasUp = health.seen(name, now).map(ComponentHealth::ok).orElse(true);
        if (wasUp && !now.ok()) {
            LOG.warn(
                    "{}. It is looked at again until that is over", now.detail().replaceFirst("\\.$", ""));
        } else if (!wasUp && now.ok()) {
            LOG.info("{} is there again: {}", shown, now.detail());
        }
    }

    private RouteFaults routes() {
        return new RouteFaults(camel, this::streams);
    }

    private StreamRegistry streams() {
        return CamelContextHelper.mandatoryFindSingleByType(camel, StreamRegistry.class);
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camel = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }
}
