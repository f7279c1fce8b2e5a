/**
 * Loads the route files one by one, at the start and when they are edited, and says why one was refused.
 */
package no.ditioroutes.routes;
