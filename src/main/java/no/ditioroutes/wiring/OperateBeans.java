package no.ditioroutes.wiring;

import java.util.Optional;
import java.util.function.Supplier;
import no.ditioroutes.camel.DeadLetter;
import no.ditioroutes.camel.IsDeleted;
import no.ditioroutes.camel.PollErrors;
import no.ditioroutes.camel.Schedule;
import no.ditioroutes.operate.ClockWatch;
import no.ditioroutes.operate.Watch;
import no.ditioroutes.routes.StreamRegistry;

/** Wires the checks of the streams, and the objects that their routes use. */
final class OperateBeans {

    OperateBeans(
            Beans beans,
            SettingReader settings,
            MonitorBeans monitor,
            DitioBeans ditio,
            DatabaseBeans database,
            KafkaBeans kafka,
            InboxBeans inbox,
            StateBeans states) {
        beans.add("isDeleted", IsDeleted.class, IsDeleted::new);
        beans.add("deadLetter", DeadLetter.class, DeadLetter::new);
        beans.add("pollErrors", PollErrors.class, PollErrors::new);
        beans.add(
                "streams",
                StreamRegistry.class,
                () -> StreamRegistry.read(
                        Optional.ofNullable(settings.orNull("routes.files")).orElse(""), settings::orNull));
        Supplier<Schedule> schedule = beans.add(
                "schedule",
                Schedule.class,
                () -> new Schedule(settings.text("sync.every", "15m"), settings.text("sync.cron")));
        beans.add(
                "watch",
                Watch.class,
                () -> new Watch(
                        database.database.get(),
                        kafka.publisher.get(),
                        inbox.inbox.get(),
                        monitor.health.get(),
                        monitor.meters.get(),
                        monitor.stop.get(),
                        schedule.get(),
                        settings.number("retry.first-pause-ms", 1000),
                        settings.number("retry.longest-pause-ms", 30_000),
                        states.utilisation.get()));
        beans.add("clockWatch", ClockWatch.class, () -> new ClockWatch(monitor.health.get(), ditio.serverClock.get()));
    }
}
