/** Runs the program on Spring Boot: the main class, the operator page, and health and metrics by HTTP. */
package no.ditioroutes.boot;
