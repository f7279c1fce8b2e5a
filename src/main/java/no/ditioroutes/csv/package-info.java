/**
 * Reads CSV files as people and providers write them, row by row in little memory, and writes files of rejected rows.
 */
package no.ditioroutes.csv;
