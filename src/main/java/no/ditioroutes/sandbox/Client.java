package no.ditioroutes.sandbox;

import java.util.Set;

/**
 * An API client as an administrator registers it: what it may ask for, and on whose behalf.
 *
 * @param scopes the scopes it may request
 * @param companies ids of the companies it may read and write
 * @param administrator whether it acts as an administrator, which the metadata lists demand
 * @param disabled a disabled client gets no token, and its tokens stop working at once
 * @param emulated whether the user it acts as exists; without, tokens are issued but refused with 401
 */
public record Client(
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

    /** A client that may do everything for the sandbox's own company and its subsidiary. */
    public static Client of(String id, String secret) {
        return new Client(id, secret, ALL_SCOPES, Fixture.OWN_GROUP, true, false, true);
    }

    /** The same, with only these scopes. */
    public Client withScopes(String... allowed) {
        return new Client(id, secret, Set.of(allowed), companies, administrator, disabled, emulated);
    }

    /** The same, for only these companies. */
    public Client withCompanies(String... allowed) {
        return new Client(id, secret, scopes, Set.of(allowed), administrator, disabled, emulated);
    }

    /** The same, not acting as an administrator. */
    public Client withoutAdministrator() {
        return new Client(id, secret, scopes, companies, false, disabled, emulated);
    }

    /** The same, disabled or enabled again. */
    public Client withDisabled(boolean off) {
        return new Client(id, secret, scopes, companies, administrator, off, emulated);
    }

    /** The same, without a user to act as. */
    public Client withoutEmulation() {
        return new Client(id, secret, scopes, companies, administrator, disabled, false);
    }
}
