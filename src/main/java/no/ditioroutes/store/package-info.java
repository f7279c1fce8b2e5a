/**
 * Contains the database: its dialects and transactions, the rows of streams, cursors, the ledger of machine states,
 * and rejected records.
 */
package no.ditioroutes.store;
