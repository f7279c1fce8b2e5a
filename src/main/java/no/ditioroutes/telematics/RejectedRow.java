package no.ditioroutes.telematics;

/**
 * A row that is not sent.
 *
 * @param line its line in the file, from 1 for the header
 * @param reason why, for whoever corrects it
 */
public record RejectedRow(long line, String reason) {}
