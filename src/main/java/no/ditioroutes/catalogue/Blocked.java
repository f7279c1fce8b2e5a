package no.ditioroutes.catalogue;

/** Why nothing can be done about a row; the others go on. */
final class Blocked extends Exception {

    private static final long serialVersionUID = 1L;

    Blocked(String reason) {
        super(reason);
    }
}
