#!/bin/bash
# The public log over HTTP: byte for byte what a mirror holds (docs/formats/log.md), receipts that verify offline, a page of each
# entry; and what the log does not have is not found.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
source "$LONTAR_SOURCE_DIR/tests/deploy/http_calls.sh"
make_small_federation
serve_http hub
port=$(<hub/http-port)

# body_of PATH: the bytes behind the head.
body_of() { get "$port" "$1" | sed '1,/^\r$/d'; }

run lontar log mirror --hub hub --out mirror
tiles=$(cd mirror && find checkpoint tile -type f)
[[ $(wc -l <<<"$tiles") -ge 3 ]] || fail "a mirror has checkpoint, tile and bundle, not: $tiles"
for file in $tiles; do
  body_of "/$file" >served
  cmp -s served "mirror/$file" || fail "/$file is served otherwise than the mirror has it"
done
# answers PATH PATTERN TEXT: head or body has it, else the test ends with the text. By a file: who reads a pipe no further ends it.
answers() {
  get "$port" "$1" >served
  grep -qia -- "$2" served || fail "$3: $(head -c 600 served | tr -d '\0')"
}
answers "/$(grep -m 1 entries <<<"$tiles")" '^cache-control: .*immutable' 'a tile may be asked for anew'
for path in /tile/0/001 /tile/0/000.p/255 /tile/0/0 /tile/9/000 '/tile/entries/%2e%2e/checkpoint' /log/99 /log/99.receipt \
  /log/x.receipt; do
  [[ $(status_of "$port" "$path") == 4* ]] || fail "$path is answered with $(status_of "$port" "$path")"
done

size=$(sed -n 2p mirror/checkpoint)
for ((entry = 0; entry < size; ++entry)); do
  body_of "/log/$entry.receipt" >"entry.receipt"
  run lontar receipt verify entry.receipt --vkey hub/log.vkey
  answers "/log/$entry" "data-index=\"$entry\"" "no page of entry $entry"
done
answers /log '<a href="/log/0">0</a>' 'the log page does not lead to entry 0'
answers /log.mjs '^content-type: text/javascript' 'the module is no script'
answers '/log?entry=two' 'named by its number' 'a wrong number is not told'
