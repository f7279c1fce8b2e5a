/** Calls Ditio's APIs: obtains tokens, validates addresses, parses pages and interprets responses. */
package no.ditioroutes.ditio;
