/**
 * Contains the tables of streams: rows and deletions, cursors, rejected records, the state of each target, and the rows
 * that reconciling loads expect. Repositories are created from the database, and take part in a page's transaction.
 */
package no.ditioroutes.stream.tables;
