package no.ditioroutes.camel;

/** What really happened: Camel wraps whatever a bean throws out of an expression. */
final class Causes {

    private Causes() {}

    static Throwable of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getClass().getName().startsWith("org.apache.camel.")) {
            cause = cause.getCause();
        }
        return cause;
    }
}
