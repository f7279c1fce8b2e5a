package no.ditioroutes.wiring;

import java.util.function.Supplier;
import no.ditioroutes.csv.TimeFormats;
import no.ditioroutes.telematics.KnownStates;
import no.ditioroutes.telematics.SentDays;
import no.ditioroutes.telematics.StateImports;
import no.ditioroutes.telematics.StateRules;
import no.ditioroutes.telematics.StatesApi;
import no.ditioroutes.utilisation.Utilisation;
import no.ditioroutes.utilisation.UtilisationTable;

/** Wires machine states: files that are sent to Ditio, and the machine hours that Ditio computes from them. */
final class StateBeans {

    final Supplier<Utilisation> utilisation;

    StateBeans(
            Beans beans,
            SettingReader settings,
            MonitorBeans monitor,
            DitioBeans ditio,
            DatabaseBeans database,
            InboxBeans inbox) {
        Supplier<StateRules> rules = beans.add("stateRules", StateRules.class, () -> rules(settings));
        Supplier<StatesApi> api = beans.add(
                "statesApi",
                StatesApi.class,
                () -> new StatesApi(
                        settings.text("ditio.masstransport-base"), ditio.refusals.get(), ditio.transport.get()));
        beans.add(
                "stateImports",
                StateImports.class,
                () -> new StateImports(
                        inbox.fileKinds.get(),
                        rules.get(),
                        api.get(),
                        database.database.get(),
                        inbox.inbox.get(),
                        monitor.stop.get(),
                        monitor.meters.get(),
                        settings.integer("telematics.block-rows", 20_000),
                        settings.integer("telematics.batch-rows", 500),
                        settings.text("telematics.overlaps", "reject"),
                        settings.text("telematics.unproven", "hold")));
        utilisation = beans.add(
                "utilisation",
                Utilisation.class,
                () -> new Utilisation(
                        api.get(),
                        rules.get(),
                        ditio.serverClock.get(),
                        new SentDays(database.database.get()),
                        new UtilisationTable(database.database.get()),
                        settings.text("utilisation.projects"),
                        settings.integer("utilisation.days", 7),
                        monitor.meters.get()));
    }

    private static StateRules rules(SettingReader settings) {
        TimeFormats times = new TimeFormats(
                settings.text("telematics.zone", "Europe/Oslo"),
                settings.text("telematics.ambiguous-times", "reject"),
                "telematics.time-formats",
                settings.text(
                        "telematics.time-formats", "d.M.yyyy H:mm[:ss] | d.M.yyyy H.mm[.ss] | yyyy/M/d H:mm[:ss]"));
        KnownStates states = new KnownStates(
                settings.text("telematics.state-names", "config/state-names.csv"),
                settings.text("telematics.states"),
                settings.text("telematics.unknown-states", "reject"));
        return new StateRules(
                settings.text("ditio.company-id"),
                settings.text("ditio.project-id"),
                times,
                states,
                settings.number("telematics.longest-hours", 168),
                settings.number("telematics.future-minutes", 60));
    }
}
