package no.ditioroutes.boot;

import no.ditioroutes.command.Commands;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Adds the version to {@code /actuator/info}. */
@Component
class VersionInfo implements InfoContributor {

    @Override
    public void contribute(Info.Builder info) {
        info.withDetail("version", Commands.VERSION);
    }
}
