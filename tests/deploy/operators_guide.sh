#!/bin/bash
# Runs the commands of docs/for-operators.md, in their order, as they stand there: from the installation into a scratch
# prefix, over both daemons started as their units say, to the audit. Only where things are is another: a folder of its
# own instead of the machine's, a free port of 127.0.0.1.
#
#   operators_guide.sh BUILD_FOLDER
set -euo pipefail

build=$1
source "$LONTAR_SOURCE_DIR/deploy/demo/steps.sh"
# Short: the path of a socket has at most 107 bytes.
root=$(mktemp -d /tmp/lontar.XXXXXX)
scratch=$root/run
mkdir -p "$scratch" "$root/etc/lontar" "$root/var/lib/lontar" "$root/media/stick" "$root/media/member"
trap finish EXIT
port=$(free_port)
prefix=$root/usr/local
cd "$LONTAR_SOURCE_DIR"
unset LONTAR_NODE LONTAR_HUB LONTAR_PASSPHRASE LONTAR_PASSPHRASE_FILE

# --- What needs the machine's own root, done for this folder.

systemd-sysusers() { [[ -s $1 ]]; }
systemd-tmpfiles() {
  [[ $1 == --create && -s $2 ]] || return 1
  (umask 077; mkdir -p "$root/var/lib/lontar/hub" "$root/var/lib/lontar/node")
}
# There is no such user here. The hub is an address here, so its certificate's name has to be said.
chown() {
  [[ $1 == -R && -d $3 ]] || return 1
  [[ $2 != lontar-node: ]] || sed -i 's/^# hub_name/hub_name/' "$3/node.conf"
}

# setting UNIT KEY: what the installed unit says.
setting() { sed -n "s/^$2=//p" "$prefix/lib/systemd/system/$1"; }

# Starts what ExecStart says, with the passphrase as LoadCredential hands it over and an empty environment.
systemctl() {
  [[ "$1 $2" == "enable --now" ]] || return 1
  local unit=$3 command credentials
  command=$(here "$(setting "$unit.service" ExecStart)")
  [[ $command == "$prefix/bin/$unit --dir "* ]] || return 1
  credentials=$root/run/credentials/$unit
  mkdir -p "$credentials"
  (umask 377 && cp "$(here "$(setting "$unit.service" LoadCredential | cut -d: -f2)")" "$credentials/passphrase")
  env -i CREDENTIALS_DIRECTORY="$credentials" $command >"$scratch/$unit.txt" 2>&1 </dev/null &
  echo $! >"$scratch/$unit.pid"
  await "$unit to answer" answers_here "${unit#lontar-}"
}
answers_here() {
  "$prefix/bin/lontar" status "--$1" "$root/var/lib/lontar/$1" >/dev/null 2>&1 && return 0
  process_ended "$(<"$scratch/lontar-$1.pid")" || return 1
  complain "lontar-$1 has ended:"
  cat "$scratch/lontar-$1.txt" >&2
  exit 1
}

# What a line of the guide said goes to a file; where one ends the test, that is shown.
finish() {
  local code=$?
  ((code == 0)) || tail -n 20 "$scratch/output" >&2
  end_all "$scratch"/*.pid
  rm -rf "$root"
  exit "$code"
}

# --- A line of the guide with this folder's places.

here() {
  sed -e "s#/var/lib/lontar#$root&#g; s#/etc/lontar#$root&#g; s#/media/#$root&#g; s#build/release#$build#g" \
    -e "s#\(^\|[ =]\)/usr/local#\1$prefix#g" \
    -e "s#0\.0\.0\.0:8443#127.0.0.1:$port#g; s#hub\.example:8443#127.0.0.1:$port#g" <<<"$1"
}

export PATH=$prefix/bin:$PATH
lines=0
while IFS= read -r line; do
  lines=$((lines + 1))
  if ! eval "$(here "$line")" >"$scratch/output" 2>&1; then
    complain "this line of the guide failed: $line"
    cat "$scratch/output" >&2
    exit 1
  fi
  [[ $line != "lontar audit "* ]] || cp "$scratch/output" "$scratch/audit"
done < <(sed -n '/^```sh$/,/^```$/{/^```/!p}' docs/for-operators.md)
((lines > 30)) || { complain "the guide has only $lines lines to run"; exit 1; }
grep -q '^findings    none$' "$scratch/audit" || { cat "$scratch/audit" >&2; exit 1; }
# The node's keys and its witness came to the hub, and the audit saw the cosignature.
grep -q 'cosigned by 1 witness$' "$scratch/audit" || { cat "$scratch/audit" >&2; exit 1; }
echo "ran $lines lines of the guide"

# --- The installation stands on its own.

! grep -rlF -e "$build" -e "$LONTAR_SOURCE_DIR/" "$prefix" || { complain "these name the folder in which they were built"; exit 1; }
for program in lontar lontar-hub lontar-node; do
  if command -v readelf >/dev/null && readelf -d "$prefix/bin/$program" | grep -E 'R(UN)?PATH'; then
    complain "$program has a run path"
    exit 1
  fi
done
for file in share/man/man1/lontar.1 share/man/man1/lontar-sync.1 share/man/man8/lontar-hub.8 \
  share/bash-completion/completions/lontar share/zsh/site-functions/_lontar share/fish/vendor_completions.d/lontar.fish \
  share/doc/lontar/for-operators.md share/doc/lontar/examples/nginx-stream.conf.sample \
  share/lontar/catalogues/asean/members.yaml lib/systemd/system/lontar-node.service; do
  [[ -s $prefix/$file ]] || { complain "$file was not installed"; exit 1; }
done
# What is only for the user of the program is.
[[ $(find "$root/var/lib/lontar" -name '*.key' -perm /077) == "" ]] || { complain "others may read a key"; exit 1; }

# --- SIGTERM ends both in order.

for unit in lontar-node lontar-hub; do
  pid=$(<"$scratch/$unit.pid")
  kill -TERM "$pid"
  code=0
  wait "$pid" || code=$?
  rm "$scratch/$unit.pid"
  ((code == 0)) || { complain "$unit ended with $code"; cat "$scratch/$unit.txt" >&2; exit 1; }
done
