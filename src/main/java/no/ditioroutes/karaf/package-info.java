/** Runs the program in Apache Karaf: the bundle's activator, its settings, and the commands of Karaf's shell. */
package no.ditioroutes.karaf;
