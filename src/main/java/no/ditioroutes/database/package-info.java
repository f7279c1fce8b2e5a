/**
 * Contains the database: connections, transactions, locks, and the differences between H2 and PostgreSQL. It has no
 * tables of a feature: those belong to repositories beside the feature.
 */
package no.ditioroutes.database;
