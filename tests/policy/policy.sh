#!/bin/bash
# Threat T28, whole: each role at each door (HTTP of hub and node, local sockets, exports, mirror, files) sees of each state of a figure,
# text and return exactly what tests/policy/matrix.csv says; no door is missing there. With "whole" in every format at every place.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/policy/states.sh"
make_states
make_texts
make_tokens
serve_http hub
serve_http node
python3 "$LONTAR_SOURCE_DIR/tests/policy/policy.py" before ${1:+--"$1"}
keep_back
python3 "$LONTAR_SOURCE_DIR/tests/policy/policy.py" check ${1:+--"$1"}
