/** Reads CSV files of any common format row by row in little memory, and writes files of rejected rows. */
package no.ditioroutes.csv;
