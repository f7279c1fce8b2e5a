package no.ditioroutes.sandbox;

/**
 * The addresses of a sandbox.
 *
 * @param base the address without the prefix of an API
 */
public record SandboxAddresses(String base) {

    /** Returns the base of the identity server, to which {@code /connect/token} is appended. */
    public String identity() {
        return base + "/identity";
    }

    /** Returns the base of the Core API. */
    public String core() {
        return base + "/core";
    }

    /** Returns the base of the Reporting API. */
    public String reporting() {
        return base + "/reporting";
    }

    /** Returns the base of the Mass Transport API. */
    public String massTransport() {
        return base + "/masstransport";
    }
}
