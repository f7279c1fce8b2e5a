package no.ditioroutes.csv;

/** Thrown if an entire file is rejected: none of its rows is applied. The message is for the author of the file. */
public final class InvalidFileException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidFileException(String reason) {
        super(LogText.text(reason));
    }
}
