#!/bin/bash
# The sample for nginx: a node syncs through it, with its own certificate seen by the hub; another name goes nowhere; the
# cap per node holds. Wants nginx with its stream module (Debian: nginx, libnginx-mod-stream).
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"

nginx=$(PATH=$PATH:/usr/sbin command -v nginx || true)
module=/usr/lib/nginx/modules/ngx_stream_module.so
if [[ -z $nginx || ! -e $module ]]; then
  echo "skipped: nginx with its stream module is not here"
  exit 77
fi
make_small_federation

front=$(free_port)
{
  echo "load_module $module; daemon off; pid $folder/nginx.pid; error_log $folder/nginx.log info; events {}"
  # The sample as it stands; only where it listens, whom it calls and where it writes is another.
  sed -e "s#listen 443;#listen 127.0.0.1:$front;#; s#127\.0\.0\.1:8443;#127.0.0.1:$port;#" \
    -e "s#/var/log/nginx/#$folder/#; s#limit_conn lontar_nodes 8;#limit_conn lontar_nodes 2;#" \
    "$LONTAR_SOURCE_DIR/deploy/proxy/nginx-stream.conf.sample"
} >nginx.conf
"$nginx" -t -e nginx.log -c "$folder/nginx.conf" >"$output" 2>&1 || fail "nginx takes no such settings: $(cat "$output")"
"$nginx" -e nginx.log -c "$folder/nginx.conf" &
echo $! >"$scratch/nginx.pid"
listens() { (: <"/dev/tcp/127.0.0.1/$front") 2>/dev/null; }
await "nginx to listen" listens

run lontar sync --node node
stop_daemon node node
sed -i "s/^hub = .*/hub = 127.0.0.1:$front/" node/node.conf
start_daemon node node lontar-node
run lontar sync --node node
grep -q 'hub.example 200 ' lontar.log || fail "the conversation did not pass nginx: $(cat lontar.log)"
run lontar log mirror --hub hub --out mirror
run lontar audit --mirror mirror --vkey hub/log.vkey
grep -q 'cosigned by 1 witness$' "$output" || fail "no cosignature came through: $(cat "$output")"

# A name that is not the hub's, and a line that says nothing of TLS: no connection to the hub.
stop_daemon node node
sed -i "s/^hub_name = .*/hub_name = other.example/" node/node.conf
start_daemon node node lontar-node
expect 5 lontar sync --node node

# Two silent connections take the cap; the third is closed at once.
exec 7<>"/dev/tcp/127.0.0.1/$front" 8<>"/dev/tcp/127.0.0.1/$front"
is_closed() {
  exec 9<>"/dev/tcp/127.0.0.1/$front"
  local code=0
  # 1: the end; a silence longer than a second is another code.
  read -rt 1 -n 1 <&9 || code=$?
  exec 9<&-
  ((code == 1))
}
await "the cap of nginx" is_closed
exec 7<&- 8<&-
echo "synced through $("$nginx" -v 2>&1)"
