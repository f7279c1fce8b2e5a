/**
 * Wires the program: which object depends on which others, and which setting goes where. Both runtimes and all commands
 * use it; objects are created on first use, so that a command creates only what it needs.
 */
package no.ditioroutes.wiring;
