/**
 * Contains the tables of streams: rows and deletions, cursors, rejected records, what each target has, and what reconciling
 * loads expect. Repositories are made from the database, and take part in a page's transaction.
 */
package no.ditioroutes.stream.tables;
