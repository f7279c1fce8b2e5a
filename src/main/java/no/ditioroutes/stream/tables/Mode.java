package no.ditioroutes.stream.tables;

/** The mode of a window: everything, or only changes. */
public enum Mode {
    FULL,
    INCREMENTAL
}
