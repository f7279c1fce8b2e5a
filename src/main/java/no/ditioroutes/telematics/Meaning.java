package no.ditioroutes.telematics;

/**
 * Which time of the newest interval Ditio's latest timestamp is. No source says so; the answers after a request of known
 * content show it.
 */
enum Meaning {
    UNKNOWN,
    START,
    END
}
