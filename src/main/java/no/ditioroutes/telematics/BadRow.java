package no.ditioroutes.telematics;

/** A row that is no machine state; the message is the reason, for whoever mends it. */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1L;

    BadRow(String reason) {
        super(reason, null, false, false);
    }
}
