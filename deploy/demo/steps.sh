# What main_job.sh is made of: its folder, its commands, its daemons. To be sourced by bash.
# shellcheck shell=bash
#
# Commands are written to $commands and what they say to $output. Members' steps run two at a time, each with files of
# its own, which are put together in the members' order.

# No real wait is longer than this many seconds; a daemon that needs more has failed.
readonly patience=30

complain() { printf 'main_job.sh: error: %s\n' "$*" >&2; }
say() { printf '%s\n' "$*"; }

started=$EPOCHREALTIME
step() {
  local tenths=$(((${EPOCHREALTIME/./} - ${started/./}) / 100000))
  printf '\n== %d.%d s: %s\n' $((tenths / 10)) $((tenths % 10)) "$*"
}

# Takes an empty folder, or one of an earlier run, whose processes are stopped first.
claim_folder() {
  local folder=$1
  if [[ -e $folder/.lontar-demo ]]; then
    stop_leftovers "$(cd "$folder" && pwd)"
    rm -rf "$folder"
  elif [[ -e $folder && -n $(ls -A "$folder" 2>&1) ]]; then
    complain "'$folder' is not empty and was not made by the demonstration; name another with --dir"
    exit 6
  fi
  mkdir -p "$folder"
  echo "This folder belongs to deploy/demo/main_job.sh, which removes it when it runs again." >"$folder/.lontar-demo"
}

# Only processes that are ours: the program's name fits, and the folder in which it was started is this one.
stop_leftovers() {
  local file pid ours=()
  for file in "$1"/run/*.pid; do
    [[ -r $file ]] || continue
    pid=$(<"$file")
    [[ $pid =~ ^[0-9]+$ && $(readlink "/proc/$pid/cwd" || true) == "$1" ]] || continue
    grep -qaE '(^|/)lontar-(hub|node)' "/proc/$pid/cmdline" || continue
    kill -TERM "$pid" || continue
    ours+=("$pid")
  done
  for pid in "${ours[@]}"; do await "leftover process $pid to end" process_ended "$pid"; done
}

# All that follows happens in the folder, with relative paths, as its reader would type it.
enter_folder() {
  cd "$1" || return
  export PATH=$2:$PATH LONTAR_PASSPHRASE_FILE=passphrase
  unset LONTAR_NODE LONTAR_HUB
  mkdir -p run nodes
  scratch=$PWD/run
  commands=$PWD/commands.txt
  output=$scratch/output
  # shellcheck disable=SC2154  # main_job.sh sets the notice
  cat >"$commands" <<HEAD
# $notice
# What the demonstration did, in order, to be typed in an empty folder beside copies of catalogues/ and data/.
# Daemons need a moment before they answer: lontar status tells.
export PATH=$2:\$PATH
export LONTAR_PASSPHRASE_FILE=passphrase
HEAD
  run_line '(umask 077; head -c 18 /dev/urandom | base64 >passphrase)'
  trap stop_all EXIT
}

# A word as a shell takes it.
quoted() {
  local word
  for word; do
    if [[ $word =~ ^[A-Za-z0-9_./:=@%+,-]+$ ]]; then
      printf '%s ' "$word"
    else
      printf "'%s' " "${word//\'/\'\\\'\'}"
    fi
  done
}

logged() {
  local line
  line=$(quoted "$@")
  printf '%s\n' "${line% }" >>"$commands"
}

# expect CODE COMMAND...: says what the command said if it ends otherwise.
expect() {
  local wanted=$1 code=0
  shift
  logged "$@"
  "$@" >"$output" 2>&1 || code=$?
  ((code == wanted)) && return 0
  complain "exit code $code instead of $wanted: $(quoted "$@")"
  cat "$output" >&2
  exit 1
}

run() { expect 0 "$@"; }

# A line for the shell itself, word for word.
run_line() {
  printf '%s\n' "$*" >>"$commands"
  eval "$*" >"$output" 2>&1 && return 0
  complain "exit code $?: $*"
  cat "$output" >&2
  exit 1
}

show() {
  run "$@"
  printf '\n$ %s\n' "$(quoted "$@")"
  grep -v '^lontar: hint: ' "$output"
}

# Of what it says only the lines that hold this text.
show_lines() {
  local text=$1
  shift
  run "$@"
  grep -F -- "$text" "$output" || {
    complain "no line with '$text': $(quoted "$@")"
    exit 1
  }
}

# save FILE COMMAND...: what it answers becomes the file.
save() {
  local file=$1
  shift
  local line
  line=$(quoted "$@")
  printf '%s>%s\n' "$line" "$file" >>"$commands"
  "$@" >"$file" 2>"$output" || {
    complain "exit code $?: $line"
    cat "$output" >&2
    exit 1
  }
}

# in_pairs STEP MEMBER...: two at a time.
in_pairs() {
  local step=$1 member failed=0 running=0
  shift
  for member; do
    if ((running == 2)); then
      wait -n || failed=1
      running=1
    fi
    ((failed == 0)) || break
    (
      trap - EXIT
      commands=$scratch/commands.$member output=$scratch/output.$member
      : >"$commands"
      "$step" "$member"
    ) &
    running=$((running + 1))
  done
  while ((running > 0)); do
    wait -n || failed=1
    running=$((running - 1))
  done
  ((failed == 0)) || exit 1
  for member; do cat "$scratch/commands.$member" >>"$commands"; done
}

process_ended() { ! kill -0 "$1" 2>/dev/null; }

# await WHAT CONDITION...: asks again until it holds, within $patience.
await() {
  local what=$1 until=$((SECONDS + patience))
  shift
  until "$@"; do
    ((SECONDS < until)) || {
      complain "waited $patience s for $what"
      exit 1
    }
    sleep 0.05
  done
}

pid_file() { printf '%s/%s.pid' "$scratch" "${1//\//-}"; }

# launch_daemon FOLDER ROLE PROGRAM, await_daemon FOLDER ROLE; start_daemon does both.
launch_daemon() {
  local folder=$1 program=$3
  printf '%s --dir %s &\n' "$program" "$folder" >>"$commands"
  "$program" --dir "$folder" >>"$scratch/${folder//\//-}.txt" 2>&1 </dev/null &
  echo $! >"$(pid_file "$folder")"
  disown
}

answers() { lontar status "--$2" "$1" >/dev/null 2>&1; }
answers_or_ended() { answers "$@" || process_ended "$(<"$(pid_file "$1")")"; }

await_daemon() {
  await "$1 to answer" answers_or_ended "$@"
  answers "$@" && return 0
  complain "the program of $1 has ended:"
  cat "$scratch/${1//\//-}.txt" >&2
  exit 1
}

start_daemon() {
  launch_daemon "$@"
  await_daemon "$1" "$2"
}

stop_daemon() {
  local file pid
  file=$(pid_file "$1")
  pid=$(<"$file")
  printf 'kill %%lontar-%s\n' "$2" >>"$commands"
  kill -TERM "$pid"
  await "$1 to end" process_ended "$pid"
  rm "$file"
}

# Ends what is still running of these, all at once.
end_all() {
  local file
  for file; do
    [[ ! -r $file ]] || kill -TERM "$(<"$file")" 2>/dev/null || true
  done
  for file; do
    [[ -r $file ]] || continue
    await "process $(<"$file") to end" process_ended "$(<"$file")"
    rm "$file"
  done
}

# At the end, also after a failure, unless the daemons are to stay. The hub first: it hears of its nodes' end late.
stop_all() {
  [[ ${keep:-} ]] && return 0
  end_all "$scratch/hub.pid"
  end_all "$scratch"/nodes-*.pid
}

# A port of this machine on which nobody listens, below those that the system hands out.
free_port() {
  local port
  while true; do
    port=$((20000 + RANDOM % 12000))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}
