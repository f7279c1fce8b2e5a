/**
 * Wires the program together: which object is made of which others, and which setting goes where. Both runtimes and all
 * commands use it; objects are made when they are first asked for, so that a command builds only what it needs.
 */
package no.ditioroutes.wiring;
