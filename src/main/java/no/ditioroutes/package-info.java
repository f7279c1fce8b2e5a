/**
 * Contains what every part uses: failures that a user can act on, secrets and their masking, and the signal to stop.
 */
package no.ditioroutes;
