/** Walks a stream page by page: computes windows, prefetches, and writes each page together with its cursor. */
package no.ditioroutes.stream;
