/** Keeps health and metrics, which are read without waiting for any part. */
package no.ditioroutes.monitor;
