#!/bin/bash
# Threat T29, whole: each text of corpus.py in each field that people can fill, and every output of hub, node and command line (the
# doors of doors.csv, in every format) read by a parser of its own: nothing is markup, a formula, a terminal's command or ill-formed.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/policy/states.sh"
corpus=$LONTAR_SOURCE_DIR/tests/policy/corpus.py
field() { python3 "$corpus" field "$@"; }

# A hub whose notice is hostile too: it stands above everything.
eval "$(declare -f run | sed '1s/run/run_plainly/')"
run() {
  case "$*" in
    'lontar hub init '*) run_plainly "$@" --notice "$(field notice one-line)" ;;
    *) run_plainly "$@" ;;
  esac
}

# takes FIELD COMMAND...: the command with FIELD's text in the place of the word @. Where controls are refused, without them.
takes() {
  local name=$1 kind word words
  shift
  for kind in '' no-controls one-line; do
    words=()
    for word; do
      [[ $word != @ ]] || word=$(field "$name" $kind)
      words+=("$word")
    done
    if "${words[@]}" >"$output" 2>&1; then
      echo "$name ${kind:-all}" >>run/taken
      { printf '\001%s\n' "${words[0]} ${words[1]} ${words[2]}" && cat "$output"; } >>run/said
      return
    fi
    cp "$output" "run/refused-$name-$kind"
  done
  fail "$name takes nothing of the corpus: $(<"$output")"
}

make_small_federation
hostile=$folder/hostile
python3 "$corpus" catalogue "$catalogues/child-labour-2025" "$hostile"
run lontar catalogue add --hub hub --catalogue "$hostile" "${authority[@]}"
python3 - <<'PYTHON' >rounds.yaml
import json, os, sys
sys.path.insert(0, os.path.join(os.environ["LONTAR_SOURCE_DIR"], "tests", "policy"))
sys.dont_write_bytecode = True
import corpus
print("rounds:\n  - id: first\n    title:", json.dumps(corpus.text_for("round")))
print('''    catalogue_version: "2025.1"
    list: A
    membership_date: 2025-01-01
    cut_off: 2025-06-30
    year_rule: {target: 2016, tie: earlier, from: open, to: open}
    threshold: 5''')
PYTHON
run lontar round open --hub hub --collection asean-child-labour --rounds rounds.yaml --round first "${authority[@]}"
for level in 2 3 4 5; do run lontar level raise --hub hub --to "$level" "${authority[@]}"; done
run lontar sync --node node
run lontar key new keys/KH.NIS.key --kdf-cost low
python3 -c 'import csv, sys; csv.writer(sys.stdout).writerows([["provider", "provider_name", "indicators"], sys.argv[1:]])' \
  KH.NIS "$(field provider)" 'A10 B1 B2 B4 B6 B8 C1' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/KH.NIS.key --assignments assignments.csv \
  --catalogue "$hostile"
python3 - <<'PYTHON' >sources.yaml
import json, os, sys
sys.path.insert(0, os.path.join(os.environ["LONTAR_SOURCE_DIR"], "tests", "policy"))
sys.dont_write_bytecode = True
import corpus
words = json.dumps(corpus.text_for("register"))
print("member: KH\nsources:\n  - id: register\n    name:\n      en:", words)
print(f"    kind: study\n    office: {words}\n    years: [\"2016\"]\n    method: {words}\n    notes: {words}\n    basis: {words}")
PYTHON
make_texts
run lontar source add sources.yaml --node node

# Figures with words, from a file with a name.
name=$'=file\e[31m\u202e<b>QfileQ.csv'
python3 "$corpus" rows >"$name"
run lontar import "$name" --node node --provider KH.NIS --round first
draft='draft-1'
takes reason lontar draft return draft-1 --node node --reason @ --by "$(field returner no-controls)"
sign_draft node KH.NIS
takes approver lontar approve draft-1 --node node --by @
run lontar sync --node node
# In words, from a workbook, which holds what XML can hold.
run lontar template --collection asean-child-labour --member KH --provider KH.NIS --indicators A10 --node node --texts texts words.xlsx
python3 "$LONTAR_SOURCE_DIR/tests/journeys/fill.py" words.xlsx 'Additional information' "C5=$(field narrative xml)" "D5=$(field reference xml)"
run lontar import words.xlsx --node node --provider KH.NIS --round first
draft='draft-2'
sign_draft node KH.NIS
approve_draft node
run lontar sync --node node
run lontar status --hub hub --json
cp "$output" run/before-withdrawal
takes withdrawal lontar withdraw --node node --provider KH.NIS --indicator A10 --period 2019 --reason error --note @
draft='draft-3'
takes attachment lontar draft add draft-3 --indicator A10 --file "$name" --node node
sign_draft node KH.NIS
approve_draft node
run lontar sync --node node
printf 'member,indicator,measure,period,value,source\nKH,campaign-activities,number,2020,7,Register\n' >more.csv
run lontar import more.csv --node node --provider KH.NIS --round first
# Who drafted words for the provider: a short name, so each text has a draft of its own. One is sealed, one declined.
run lontar template --collection asean-child-labour --member KH --provider KH.NIS --indicators B1 --node node --texts texts drafted.xlsx
python3 "$LONTAR_SOURCE_DIR/tests/journeys/fill.py" drafted.xlsx 'Additional information' 'C5=A law is being revised.'
drafters=()
while IFS= read -r -d '' drafter; do
  if lontar import drafted.xlsx --node node --provider KH.NIS --round first --drafted-by "$drafter" >"$output" 2>&1; then
    drafters+=("$(grep -o 'draft-[0-9]*' "$output" | head -n 1)")
    { printf '\001lontar import --drafted-by\n' && cat "$output"; } >>run/said
  else
    cp "$output" "run/refused-drafter-${#drafters[@]}"
  fi
done < <(python3 "$corpus" each drafter)
[[ ${#drafters[@]} -ge 20 ]] || fail "only ${#drafters[@]} names of drafters are taken: $(<"$output")"
draft=${drafters[1]}
sign_draft node KH.NIS
approve_draft node
takes declining lontar draft decline "${drafters[2]}" --node node --by "$(field decliner no-controls)" --reason @
takes question lontar question new KH A10 2016 --hub hub --text @ "${authority[@]}"
run lontar sync --node node
run lontar question list --node node --json
question=$(sed -n 's/.*"id": "\([0-9a-f]\{64\}\)".*/\1/p' "$output" | head -n 1)
takes answer lontar question answer "$question" --node node --text @
run lontar sync --node node
takes closing lontar question close "$question" --hub hub --text @ "${authority[@]}"
run lontar return prepare first --node node --nil no-survey
run lontar return print first --node node --out return.html
fingerprint=$(sed -n 's/^fingerprint  //p' "$output" | tr -d ' ')
takes clerk lontar return clear first --node node --paper more.csv --fingerprint "$fingerprint" --letter "$(field letter one-line)" --clerk @
run lontar sync --node node
run lontar round close --hub hub --collection asean-child-labour --round first "${authority[@]}"
takes decision lontar decision record A10 --hub hub --round first --to B --meeting "$(field meeting one-line)" --date 2025-09-28 \
  --document "$(field document one-line)" --reason @ "${authority[@]}"
takes evaluation lontar round evaluate "${child[@]}" --reason @ "${authority[@]}"
run lontar sync --node node
run lontar log mirror --hub hub --out mirror
make_tokens
serve_http hub
serve_http node
python3 "$LONTAR_SOURCE_DIR/tests/policy/escape.py"
