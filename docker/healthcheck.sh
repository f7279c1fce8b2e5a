#!/usr/bin/env bash
# Succeeds if http://127.0.0.1:PORT/PATH answers 200; the image has no curl.
#   healthcheck.sh [PORT [PATH]]
exec 3<>"/dev/tcp/127.0.0.1/${1:-${SERVER_PORT:-8080}}" || exit 1
printf 'GET %s HTTP/1.0\r\n\r\n' "${2:-/actuator/health/liveness}" >&3
read -r -t 4 status <&3
[[ $status == HTTP/1.[01]\ 200* ]]
