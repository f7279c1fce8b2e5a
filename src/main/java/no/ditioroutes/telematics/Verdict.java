package no.ditioroutes.telematics;

/** Whether a request whose answer was lost arrived. */
enum Verdict {
    ARRIVED,
    ABSENT,
    UNKNOWN
}
