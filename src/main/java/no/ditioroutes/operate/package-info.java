/** Does what the commands and the health checks ask for: backfills, replays, cursors, status and checks. */
package no.ditioroutes.operate;
