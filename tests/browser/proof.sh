#!/bin/bash
# web/proof.mjs, which checks the log in a reader's browser, against a slow Merkle tree; Node.js runs the same module.
set -euo pipefail
if ! command -v node >/dev/null; then
  echo "skipped: node is not here"
  exit 77
fi
node --test "$LONTAR_SOURCE_DIR/tests/browser/proof_test.mjs"
