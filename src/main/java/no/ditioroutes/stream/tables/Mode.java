package no.ditioroutes.stream.tables;

/** How a run asks Ditio: for everything, or for what changed. */
public enum Mode {
    FULL,
    INCREMENTAL
}
