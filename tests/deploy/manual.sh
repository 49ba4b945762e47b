#!/bin/bash
# The manual pages as groff reads them: no warning, and nothing of the help is lost on the way to the reader.
set -euo pipefail

bin=$LONTAR_BIN_DIR
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

"$bin/lontar" man man1 >/dev/null
mkdir man8
"$bin/lontar-hub" --man >man8/lontar-hub.8
"$bin/lontar-node" --man >man8/lontar-node.8
pages=(man1/*.1 man8/*.8)
# One for each verb and one for the program.
verbs=$("$bin/lontar" help --json | grep -o '"verb": *"' | wc -l)
[[ ${#pages[@]} -eq $((verbs + 3)) ]] || { echo "FAILED: ${#pages[@]} pages for $verbs verbs and 3 programs"; exit 1; }

if command -v mandoc >/dev/null; then
  # A page that a build makes has no date: the same sources make the same page on every day.
  said=$(mandoc -T lint -W warning "${pages[@]}" 2>&1 | grep -v 'missing date' || true)
  [[ -z $said ]] || { printf 'FAILED: mandoc says:\n%s\n' "$said"; exit 1; }
else
  echo "skipped: mandoc is not here"
fi
if ! command -v groff >/dev/null; then
  echo "skipped: groff is not here"
  exit 0
fi
for page in "${pages[@]}"; do
  warnings=$(groff -man -ww -z -Tutf8 "$page" 2>&1)
  [[ -z $warnings ]] || { printf 'FAILED: %s:\n%s\n' "$page" "$warnings"; exit 1; }
done

text() { groff -man -Tascii -P-c -rLL=100n "$1" | sed 's/.\x08//g'; }
# wants PAGE TEXT: stands there when the lines are joined.
wants() {
  text "$1" | tr -s ' \n' ' ' | grep -qF -- "$2" || { printf 'FAILED: %s does not show: %s\n' "$1" "$2"; exit 1; }
}
wants man1/lontar.1 "lontar - report, check and audit indicator data"
wants man1/lontar.1 "130 interrupted"
wants man1/lontar-drafts.1 "lontar drafts --node DIR [--json]"
wants man1/lontar-key-new.1 "--kdf-cost full|low low only for demonstrations and tests"
wants man1/lontar-sync.1 "lontar sync --node nodes/KH"
wants man8/lontar-hub.8 "--dir DIR the hub's folder, made by lontar hub init"
wants man8/lontar-hub.8 "log_key FILE with the key that signs checkpoints"
wants man8/lontar-node.8 "witness_key FILE with the key that cosigns checkpoints"
