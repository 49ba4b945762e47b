#!/bin/bash
# A round is extended and closed, SLOM decides on its docket, and the next catalogue follows from that. Real hub and node.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
round=(--hub hub --collection asean-child-labour --round baseline-2021)
# says TEXT: the last command's output holds it, line breaks aside.
squeezed() { tr -s ' \n' ' '; }
says() { [[ $(squeezed <"$output") == *"$(squeezed <<<"$1" | sed 's/ $//')"* ]] || fail "no \"$1\" in: $(<"$output")"; }
decide=(lontar decision record A9 --hub hub --round baseline-2021 --meeting 'SLOM-17, Vientiane' --date 2021-09-28
  --reason 'reported by fewer than five members' --document SLOM-17/4 "${authority[@]}")

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open "${round[@]}" --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" "${authority[@]}"

# Before the log is at level 3 it takes neither.
expect 3 lontar round extend "${round[@]}" --to 2021-10-31 "${authority[@]}"
says 'level-too-low'
run lontar level raise --hub hub --to 2 "${authority[@]}"
run lontar level raise --hub hub --to 3 "${authority[@]}"

# An extension is announced to all or to one, moves forward only, and the member's own list shows it.
run lontar round extend "${round[@]}" --to 2021-10-31 "${authority[@]}"
says 'has its cut-off on 2021-10-31 for all members'
expect 3 lontar round extend "${round[@]}" --to 2021-09-30 --member KH "${authority[@]}"
says 'is 2021-10-31 and moves to a later day only'
expect 2 lontar round extend "${round[@]}" --to soon "${authority[@]}"
run lontar round extend "${round[@]}" --to 2021-12-31 --member KH "${authority[@]}"
run lontar sync --node node
run lontar completeness --node node --round baseline-2021
says 'cut-off 2021-12-31 (extended; it was 2021-08-31)'
run lontar status --hub hub --json
says '"cut_off": "2021-10-31"'
says '"KH": "2021-12-31"'

# Nothing is decided on a round that is open.
expect 3 "${decide[@]}" --to B
says 'is not closed: its docket is not there'
run lontar round close "${round[@]}" "${authority[@]}"
expect 3 lontar round extend "${round[@]}" --to 2022-12-31 --member KH "${authority[@]}"
says 'closed for KH'

run lontar decision list --hub hub
says 'nothing was decided'
expect 3 "${decide[@]}" --to Z
says 'has no list Z'
run "${decide[@]}" --to B --dry-run
run lontar decision list --hub hub
says 'nothing was decided'
run "${decide[@]}" --to B
says 'moves from list A to list B, with the next catalogue version'
run lontar decision record A13 --hub hub --round baseline-2021 --meeting SLOM-17 --date 2021-09-28 --to stay \
  --reason 'three more members prepare it' "${authority[@]}"
says 'A13 stays on list A'
run lontar decision list --hub hub --indicator A9
says 'from A to B; SLOM-17, Vientiane, document SLOM-17/4'
says 'A9 in catalogue 2025.1, then list B by decision'

# The next catalogue is a text to look at before it is signed: only what was decided differs.
run lontar catalogue next --hub hub --catalogue "$catalogue" --version 2026.1 --out next
says 'moved cases-in-courts from A to B'
expect 6 lontar catalogue next --hub hub --catalogue "$catalogue" --version 2026.1 --out next
(diff "$catalogue" next || true) >changes
[[ $(grep -c '^>' changes) == 3 ]] || fail "more than version, list and number differ: $(<changes)"
run lontar catalogue lint next
run lontar catalogue diff "$catalogue" next
says 'B10'
run lontar catalogue add --hub hub --catalogue next "${authority[@]}"
run lontar decision list --hub hub --indicator B10
says 'A9 in catalogue 2025.1, then B10 in catalogue 2026.1'
expect 6 lontar catalogue next --hub hub --catalogue next --version 2027.1 --out after
says 'no decision behind the newest catalogue'

# The round of the past keeps its catalogue; anybody reads and checks all of it without the hub.
run lontar threshold --hub hub --round baseline-2021
says 'A9'
run lontar log mirror --hub hub --out mirror
run lontar audit --mirror mirror --vkey hub/log.vkey
run lontar decision list --mirror mirror --vkey hub/log.vkey --json
says '"to": "B"'
run lontar sync --node node
run lontar decision list --node node --indicator A13
says 'stays on A'
