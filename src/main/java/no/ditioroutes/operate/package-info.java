/** Implements the commands and health checks: backfills, replays, cursors, status and checks. */
package no.ditioroutes.operate;
