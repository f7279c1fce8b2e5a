/** Keeps health and metrics, which can be read without blocking. */
package no.ditioroutes.monitor;
