package no.ditioroutes.command;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** How one of the things that a command does came out: a stream, a slice, a file. */
interface PartOutcome {

    String outcome();

    /** Returns what failed, what was expected and what to do; empty where nothing did. */
    String message();

    int exitCode();

    @JsonIgnore
    default boolean isFailure() {
        return outcome().equals("failed");
    }
}
