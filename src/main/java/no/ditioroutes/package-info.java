/**
 * Contains what every package uses: failures that a user can act on, the masking of secrets, and the shutdown signal.
 */
package no.ditioroutes;
