package no.ditioroutes.wiring;

import java.nio.file.Path;
import no.ditioroutes.catalogue.Catalogue;
import no.ditioroutes.catalogue.CatalogueSettings;
import no.ditioroutes.csv.TimeFormats;

/** Wires machines, projects and work orders: the catalogue of Ditio follows rows. */
final class CatalogueBeans {

    private final SettingReader settings;

    CatalogueBeans(
            Beans beans, SettingReader settings, MonitorBeans monitor, DitioBeans ditio, DatabaseBeans database) {
        this.settings = settings;
        beans.add(
                "catalogue",
                Catalogue.class,
                () -> new Catalogue(
                        settings(ditio), ditio.coreApi.get(), database.database.get(), monitor.meters.get()));
    }

    private CatalogueSettings settings(DitioBeans ditio) {
        return new CatalogueSettings(
                settings.text("ditio.api-base", "https://core-api.ditio.dev/core"),
                settings.text("ditio.company-id"),
                settings.text("catalogue.clear-word", "!clear"),
                settings.integer("catalogue.batch", 100),
                settings.integer("catalogue.retire-at-most", 5),
                settings.integer("catalogue.retire-at-most-percent", 20),
                ditio.transport.get(),
                times(),
                Path.of(settings.text("catalogue.categories", "config/categories.csv")));
    }

    /** Returns the formats of times; times without an offset are in the same zone in all files. */
    private TimeFormats times() {
        return new TimeFormats(
                settings.text("telematics.zone", "Europe/Oslo"),
                settings.text("telematics.ambiguous-times", "reject"),
                "catalogue.time-formats",
                settings.text("catalogue.time-formats", "d.M.yyyy[ H:mm[:ss]] | yyyy/M/d[ H:mm[:ss]]"));
    }
}
