/**
 * Contains the database: connections, transactions, locks, and what differs between H2 and PostgreSQL. It knows no table of
 * a feature: those belong to repositories beside the feature.
 */
package no.ditioroutes.database;
