package no.ditioroutes.telematics;

/** Says why a row holds no machine state that Ditio should get, for whoever corrects it. */
final class BadRowException extends Exception {

    private static final long serialVersionUID = 1L;

    BadRowException(String reason) {
        super(reason, null, false, false);
    }
}
