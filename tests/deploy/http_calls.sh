#!/bin/bash
# Requests to a program's HTTP port, for a test that is a script. To be sourced by bash; wants nothing but bash and coreutils.

# request PORT LINE BODY [HEADER...]: head and body of the answer. Asks $http_host, localhost where it is not set.
request() {
  local port=$1 line=$2 body=$3
  shift 3
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  {
    printf '%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n' "$line" "${http_host:-localhost}"
    (($# == 0)) || printf '%s\r\n' "$@"
    printf '\r\n%s' "$body"
  } >&3
  cat <&3
  exec 3>&-
}

# get PORT PATH [HEADER...]
get() {
  local port=$1 path=$2
  shift 2
  request "$port" "GET $path" '' "$@"
}

# post PORT PATH FORM [HEADER...]
post() {
  local port=$1 path=$2 form=$3
  shift 3
  request "$port" "POST $path" "$form" 'Content-Type: application/x-www-form-urlencoded' "Content-Length: ${#form}" "$@"
}

# status_of PORT PATH [HEADER...]: 200, 404, …
status_of() { get "$@" | head -n 1 | cut -d ' ' -f 2; }

# serve_http ROLE: a daemon of small_federation.sh goes on with HTTP; its port is in ROLE/http-port.
serve_http() {
  stop_daemon "$1" "$1"
  echo "http = 127.0.0.1:0" >>"$1/$1.conf"
  start_daemon "$1" "$1" "lontar-$1"
  await "$1/http-port" test -s "$1/http-port"
}
