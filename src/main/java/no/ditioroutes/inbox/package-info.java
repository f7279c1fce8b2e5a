/** Picks up files that were dropped into the inbox, recognises their kind, and moves them when they are done. */
package no.ditioroutes.inbox;
