#!/bin/bash
# The pictures of README and docs/for-asec.md: the hub's pages over the demonstration's data, as Chromium shows them.
#
#   tools/page_pictures.sh [DEMO [BINDIR]]    DEMO is what `./dev demo` left: demo-data/. Wants chromium and curl.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
demo=$(cd "${1:-$root/demo-data}" && pwd)
bin=$(cd "${2:-$root/build/release/bin}" && pwd)
for program in chromium curl; do
  command -v "$program" >/dev/null || {
    echo "page_pictures.sh: error: there is no $program" >&2
    exit 6
  }
done
scratch=$(mktemp -d /tmp/lontar.XXXXXX)
hub=
trap '[[ -z $hub ]] || kill "$hub" 2>/dev/null || true; rm -rf "$scratch"' EXIT
cp -r "$demo/." "$scratch"
cd "$scratch"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
echo "http = 127.0.0.1:$port" >>hub/hub.conf
LONTAR_PASSPHRASE_FILE=$scratch/passphrase "$bin/lontar-hub" --dir hub >hub.txt 2>&1 &
hub=$!
for _ in $(seq 100); do
  curl -fsS "http://127.0.0.1:$port/readyz" >/dev/null 2>&1 && break
  read -rt 0.1 <> <(:) || true
done
mkdir -p "$root/docs/pictures"
# picture NAME WIDTH HEIGHT PATH
picture() {
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars "--user-data-dir=$scratch/browser" "--window-size=$2,$3" \
    "--screenshot=$root/docs/pictures/$1.png" "http://127.0.0.1:$port$4" >/dev/null 2>&1
}
picture coverage 1100 900 '/?round=baseline-2021'
picture round 1100 700 '/rounds?round=baseline-2021'
"$bin/lontar" docket baseline-2021 --hub hub --out picture.html >/dev/null
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars "--user-data-dir=$scratch/browser" --window-size=900,1100 \
  "--screenshot=$root/docs/pictures/docket.png" "file://$scratch/picture.html" >/dev/null 2>&1
ls -l "$root/docs/pictures"
