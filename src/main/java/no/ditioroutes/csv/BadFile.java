package no.ditioroutes.csv;

/** What is wrong with a file as a whole, in words for the one who made it. None of its rows is used. */
public final class BadFile extends Exception {

    private static final long serialVersionUID = 1L;

    public BadFile(String reason) {
        super(Shown.text(reason));
    }
}
