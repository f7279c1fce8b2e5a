package no.ditioroutes.command;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** The outcome of one part of a command: a stream, a slice or a file. */
interface PartOutcome {

    String outcome();

    /** Returns what failed, what was expected and what to do; empty if nothing failed. */
    String message();

    int exitCode();

    @JsonIgnore
    default boolean isFailure() {
        return outcome().equals("failed");
    }
}
