package no.ditioroutes.ditio;

import javax.net.ssl.SSLContext;

/** How Ditio is reached: at which addresses, and whose certificates are trusted. */
public final class Transport {

    private final SSLContext tls;
    private final boolean allowHttp;

    /**
     * Trusts what Java trusts and, where a file is named, the certificates in it.
     *
     * @param allowHttp whether plain http may go to other machines
     * @throws no.ditioroutes.Failure where the file holds no certificates
     */
    public Transport(String caFile, boolean allowHttp) {
        this.tls = Trust.in(caFile.strip());
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
}
