package no.ditioroutes.ditio;

import javax.net.ssl.SSLContext;

/** How Ditio is reached: at which addresses, and whose certificates are trusted. */
public final class Transport {

    private final String caFile;
    private final SSLContext tls;
    private final boolean allowHttp;

    /**
     * Trusts what Java trusts and, where a file is named, the certificates in it.
     *
     * @param allowHttp whether plain http may go to other machines
     * @throws no.ditioroutes.Failure where the file holds no certificates
     */
    public Transport(String caFile, boolean allowHttp) {
        this.caFile = caFile.strip();
        this.tls = Trust.in(this.caFile);
        this.allowHttp = allowHttp;
    }

    /**
     * A base address without the slash it may end with.
     *
     * @param setting where it was set, to be named in a message
     * @throws no.ditioroutes.Failure where it is none, or is plain http and must not be
     */
    public String base(String setting, String text) {
        return BaseAddress.of(setting, text, allowHttp);
    }

    /** For the clients that call Ditio. */
    public SSLContext tls() {
        return tls;
    }

    /** In words. */
    @Override
    public String toString() {
        return "https"
                + (caFile.isEmpty() ? "" : ", which trusts the certificates in " + caFile + " too")
                + (allowHttp ? "; plain http too, since DITIO_ALLOW_HTTP is set" : "");
    }
}
