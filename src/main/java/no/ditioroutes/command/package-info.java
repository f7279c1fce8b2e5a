/** Contains the commands that both runtimes offer, and prints their results for people and for programs. */
package no.ditioroutes.command;
