#!/bin/bash
# The sample for nginx in front of a hub's pages: readers come by TLS, the cookie is Secure, what is for monitors stays on the
# machine, no token is in nginx's log. Wants nginx.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/nginx_front.sh"

if [[ -z $nginx ]]; then
  echo "skipped: nginx is not here"
  exit 77
fi
make_small_federation
serve_http hub

start_nginx

# ask LINE BODY [HEADER...]: by TLS.
ask() {
  local line=$1 body=$2
  shift 2
  {
    printf '%s HTTP/1.1\r\nHost: figures.example\r\nConnection: close\r\n' "$line"
    (($# == 0)) || printf '%s\r\n' "$@"
    printf '\r\n%s' "$body"
  } | openssl s_client -quiet -connect "127.0.0.1:$front" -servername figures.example 2>/dev/null
}

ask 'GET /lontar.css' '' 'Accept-Encoding: gzip' >answer
head -c 12 answer | grep -q 'HTTP/1.1 200' || fail "$(head -c 400 answer)"
for header in 'Content-Encoding: gzip' 'Strict-Transport-Security:' 'Content-Security-Policy:' 'X-Content-Type-Options: nosniff'; do
  grep -qai "^$header" answer || fail "no $header: $(head -c 800 answer)"
done
for path in /metrics /healthz /readyz; do
  ask "GET $path" '' | grep -q '^HTTP/1.1 404' || fail "$path is for readers"
done
run lontar token make --hub hub --role asec --expires 2 --json
token=$(sed -n 's/^ *"token": "\(.*\)"$/\1/p' "$output")
form="token=$token"
ask 'POST /sign-in' "$form" 'Content-Type: application/x-www-form-urlencoded' "Content-Length: ${#form}" \
  'Origin: https://figures.example' >answer
grep -q '^Set-Cookie: .*; HttpOnly; SameSite=Strict; .*; Secure' answer || fail "$(<answer)"
ask 'GET /' '' "Cookie: lontar_token=$token" >answer
grep -q '^Cache-Control: no-store, private' answer || fail "$(head -n 20 answer)"
ask 'GET /status?secret=word' '' >answer
for word in "${token#lontar_}" secret=word; do
  ! grep -qF -- "$word" lontar-pages.log run/hub.txt || fail "a token or a query is in a log"
done
echo "read through $("$nginx" -v 2>&1)"
