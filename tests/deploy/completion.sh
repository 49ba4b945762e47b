#!/bin/bash
# What a real bash completes with `lontar completion bash`; zsh and fish where they are here, else named as skipped.
set -euo pipefail

bin=$LONTAR_BIN_DIR
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
mkdir keys nodes
touch keys/a.key keys/a.key.pub report.csv
failures=0

# expect_words WHAT WANTED GOT: the same words, in whatever order.
expect_words() {
  local wanted got
  wanted=$(printf '%s\n' $2 | sort)
  got=$(printf '%s\n' $3 | sort)
  [[ $wanted == "$got" ]] && return 0
  printf 'FAILED: %s\n  wanted: %s\n  got:    %s\n' "$1" "$(echo $wanted)" "$(echo $got)"
  failures=$((failures + 1))
}

# has_word WHAT WORD GOT
has_word() {
  grep -qx -- "$2" <(printf '%s\n' $3) && return 0
  printf 'FAILED: %s: no "%s" in: %s\n' "$1" "$2" "$(echo $3)"
  failures=$((failures + 1))
}

"$bin/lontar" completion bash >lontar.bash
bash -n lontar.bash

# A bash of its own, without any start-up file: completes as if TAB were hit behind the last of these words.
complete_in_bash() {
  bash --norc --noprofile -c '
    source ./lontar.bash
    COMP_WORDS=(lontar "$@")
    COMP_CWORD=$#
    _lontar
    printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}

verbs=$(complete_in_bash '')
for verb in help hub node enrol key sync receipt status threshold audit completion; do has_word "first words" $verb "$verbs"; done
expect_words "verbs that begin so" "sign source status summary sync" "$(complete_in_bash s)"
expect_words "second words" "init" "$(complete_in_bash hub '')"
expect_words "second words" "list new" "$(complete_in_bash key '')"
expect_words "a verb that is also a beginning" "verify" "$(complete_in_bash receipt '')"
expect_words "options" "--help --json --node" "$(complete_in_bash drafts --)"
expect_words "options of two words" "--days --help --json --member --out --server" "$(complete_in_bash ca issue -)"
expect_words "options that begin so" "--node --node-key" "$(complete_in_bash node init --nod)"
expect_words "values" "full low" "$(complete_in_bash key new x --kdf-cost '')"
expect_words "values that begin so" "low" "$(complete_in_bash key new x --kdf-cost l)"
expect_words "files" "keys lontar.bash nodes report.csv" "$(complete_in_bash import '')"
expect_words "files in a folder" "keys/a.key keys/a.key.pub" "$(complete_in_bash sign --key keys/)"
expect_words "folders" "keys nodes" "$(complete_in_bash status --node '')"
expect_words "nothing that nobody can know" "" "$(complete_in_bash threshold --round '')"
expect_words "shells" "bash fish zsh" "$(complete_in_bash completion '')"

if command -v zsh >/dev/null; then
  "$bin/lontar" completion zsh >_lontar
  zsh -n _lontar
  # zpty is a real terminal within zsh: what TAB shows is read back.
  shown=$(zsh -f -c '
    zmodload zsh/zpty; fpath=($PWD $fpath); zpty shell zsh -f -i
    zpty -w shell "PROMPT=; fpath=($PWD \$fpath); autoload -U compinit; compinit -u -d $PWD/dump; print ready:\$_comps[lontar]"
    while zpty -r shell line; do [[ $line == *ready:_lontar* ]] && break; done
    zpty -w -n shell $'"'"'lontar key new --kdf-cost l\t x\n'"'"'
    zpty -w shell "exit"
    while zpty -r shell line; do print -r -- $line; done' 2>&1 | tr -d '\r' || true)
  grep -q -- '--kdf-cost low' <<<"$shown" || { echo "FAILED: zsh completes --kdf-cost l to: $shown"; failures=$((failures + 1)); }
else
  echo "skipped: zsh is not here"
fi

if command -v fish >/dev/null; then
  "$bin/lontar" completion fish >lontar.fish
  fish -n lontar.fish
  in_fish() { HOME=$scratch fish -N -c "source lontar.fish; complete -C '$1'" | cut -f 1; }
  has_word "fish: verbs" threshold "$(in_fish 'lontar th')"
  has_word "fish: second words" verify "$(in_fish 'lontar receipt ')"
  has_word "fish: options" --node "$(in_fish 'lontar check --')"
  expect_words "fish: values" "full low" "$(in_fish 'lontar key new x --kdf-cost ')"
  expect_words "fish: folders" "keys/ nodes/" "$(in_fish 'lontar status --node ')"
else
  echo "skipped: fish is not here"
fi

((failures == 0))
