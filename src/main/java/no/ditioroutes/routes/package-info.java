/** Loads the route files one by one, at the start and when they are edited, and reports why one was rejected. */
package no.ditioroutes.routes;
