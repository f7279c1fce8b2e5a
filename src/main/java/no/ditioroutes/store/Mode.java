package no.ditioroutes.store;

/** How a run asks Ditio: for everything, or for what changed. */
public enum Mode {
    FULL,
    INCREMENTAL
}
