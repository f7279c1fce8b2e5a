package no.ditioroutes.boot;

import org.junit.jupiter.api.extension.RegisterExtension;

class IgnoredChangesPostgresTest extends IgnoredChanges {

    @RegisterExtension
    static final CatalogueRig RIG = CatalogueRig.onPostgres();

    IgnoredChangesPostgresTest() {
        super(RIG);
    }
}
