package no.ditioroutes.sandbox;

import java.util.Set;

/**
 * An API client with its permissions, as an administrator registers it.
 *
 * @param scopes the scopes it may request
 * @param companies ids of the companies it may read and write
 * @param administrator whether it acts as an administrator, which the metadata lists require
 * @param disabled whether it is disabled: a disabled client gets no token, and its tokens stop working at once
 * @param emulated whether the user it acts as exists; if not, tokens are issued but rejected with 401
 */
public record ApiClient(
        String id,
        String secret,
        Set<String> scopes,
        Set<String> companies,
        boolean administrator,
        boolean disabled,
        boolean emulated) {

    /** The scope of the Core API. */
    public static final String CORE = "ditioapiv3";

    /** The scope of the Reporting API. */
    public static final String REPORTING = "reportingapiv1";

    /** The scope of the Mass Transport API. */
    public static final String MASS_TRANSPORT = "masstransportapiv1";

    /** All three scopes. */
    public static final Set<String> ALL_SCOPES = Set.of(CORE, REPORTING, MASS_TRANSPORT);

    /** Returns a client that may do everything for the sandbox's own company and its subsidiary. */
    public static ApiClient of(String id, String secret) {
        return new ApiClient(id, secret, ALL_SCOPES, Fixture.OWN_GROUP, true, false, true);
    }

    /** Returns a copy that has only these scopes. */
    public ApiClient withScopes(String... allowed) {
        return new ApiClient(id, secret, Set.of(allowed), companies, administrator, disabled, emulated);
    }

    /** Returns a copy that has access to only these companies. */
    public ApiClient withCompanies(String... allowed) {
        return new ApiClient(id, secret, scopes, Set.of(allowed), administrator, disabled, emulated);
    }

    /** Returns a copy that does not act as an administrator. */
    public ApiClient withoutAdministrator() {
        return new ApiClient(id, secret, scopes, companies, false, disabled, emulated);
    }

    /** Returns a copy that is disabled or enabled. */
    public ApiClient withDisabled(boolean off) {
        return new ApiClient(id, secret, scopes, companies, administrator, off, emulated);
    }

    /** Returns a copy whose user does not exist. */
    public ApiClient withoutEmulation() {
        return new ApiClient(id, secret, scopes, companies, administrator, disabled, false);
    }
}
