package no.ditioroutes.operate;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.DitioCalls;
import no.ditioroutes.catalogue.Catalogue;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.telematics.StatesApi;

/** Makes one call to each API that no stream uses: the catalogue and machine states. Nothing is written. */
public final class ApiCheck {

    private static final List<String> CATALOGUE_ROUTES = List.of("machines", "projects", "work-orders");

    private final DitioCalls calls;
    private final CoreApi core;
    private final Catalogue catalogue;
    private final StatesApi states;
    private final String companyId;
    private final String projectId;

    /** Accepts the ids of DITIO_COMPANY_ID and DITIO_PROJECT_ID; empty if they are not set. */
    public ApiCheck(
            DitioCalls calls, CoreApi core, Catalogue catalogue, StatesApi states, String companyId, String projectId) {
        this.calls = calls;
        this.core = core;
        this.catalogue = catalogue;
        this.states = states;
        this.companyId = companyId;
        this.projectId = projectId;
    }

    /** Returns the scopes that are needed besides those of the streams. */
    Stream<String> scopes() {
        return Stream.concat(
                hasCatalogue() ? Stream.of(CoreApi.SCOPE) : Stream.of(),
                states.isOn() ? Stream.of(StatesApi.SCOPE) : Stream.of());
    }

    boolean hasCatalogue() {
        return CATALOGUE_ROUTES.stream().anyMatch(calls::hasRoute);
    }

    /** Requests the machine types. */
    String catalogue() throws IOException {
        if (core.read(calls.make(catalogue.machineTypes())).isMissingNode()) {
            throw new UserFacingException(
                    UserFacingException.Kind.DITIO,
                    "Ditio answered 404 for " + catalogue.machineTypes() + ". Check DITIO_API_BASE");
        }
        return catalogue.machineTypes() + " answer";
    }

    /** Requests the latest timestamp of the configured project. */
    String machineStates() throws IOException {
        if (companyId.isBlank() || projectId.isBlank()) {
            return "on; not asked, since DITIO_COMPANY_ID and DITIO_PROJECT_ID are not both set";
        }
        return "the latest timestamp of the project is "
                + states.latest(calls.make(states.latest(companyId, projectId)))
                        .map(Object::toString)
                        .orElse("none");
    }
}
