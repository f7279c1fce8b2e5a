/** Walks a stream page by page: cuts windows, fetches ahead, and writes each page together with its cursor. */
package no.ditioroutes.stream;
