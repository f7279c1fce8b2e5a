/** Calls Ditio's APIs: tokens, addresses, pages and what their answers mean. */
package no.ditioroutes.ditio;
