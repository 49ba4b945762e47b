#!/bin/bash
# nginx in front of the hub of a test, with the sample of deploy/proxy. To be sourced after small_federation.sh and http_calls.sh.
# shellcheck disable=SC2154 # folder, scratch and output are small_federation.sh's

# Empty where there is none.
nginx=$(PATH=$PATH:/usr/sbin command -v nginx || true)

# Afterwards readers come to https://127.0.0.1:$front, with a certificate that nobody trusts; it ends with the test. The hub
# serves HTTP already.
start_nginx() {
  local kind
  front=$(free_port)
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=figures.example -keyout site.key -out site.crt >"$output" 2>&1 ||
    fail "no certificate: $(<"$output")"
  {
    echo "daemon off; pid $folder/nginx.pid; error_log $folder/nginx.log info; events {} http {"
    for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $folder/temp-$kind;"; done
    # The sample as it stands; only where it listens, whom it calls and where its files are is another.
    sed -e "s#listen 443 ssl;#listen 127.0.0.1:$front ssl;#; s#127\.0\.0\.1:8080;#127.0.0.1:$(<hub/http-port);#" \
      -e "s#/var/log/nginx/#$folder/#; s#/etc/ssl/private/figures.example.key#$folder/site.key#" \
      -e "s#/etc/ssl/figures.example.crt#$folder/site.crt#" "$LONTAR_SOURCE_DIR/deploy/proxy/nginx-http.conf.sample"
    echo "}"
  } >nginx.conf
  "$nginx" -t -e nginx.log -c "$folder/nginx.conf" >"$output" 2>&1 || fail "nginx takes no such settings: $(<"$output")"
  "$nginx" -e nginx.log -c "$folder/nginx.conf" &
  echo $! >"$scratch/nginx.pid"
  listens() { (: <"/dev/tcp/127.0.0.1/$front") 2>/dev/null; }
  await "nginx to listen" listens
}
