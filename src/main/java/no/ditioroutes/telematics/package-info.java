/** Machine states from CSV files into Ditio's mass transport: rows, the ledger's steps, requests, and what became of them. */
package no.ditioroutes.telematics;
