package no.ditioroutes.boot;

import org.junit.jupiter.api.extension.RegisterExtension;

class IgnoredChangesTest extends IgnoredChanges {

    @RegisterExtension
    static final CatalogueRig RIG = CatalogueRig.onH2();

    IgnoredChangesTest() {
        super(RIG);
    }
}
