#!/bin/bash
# The system calls of both daemons through a whole conversation, against the filter of the service units: what the units
# forbid the programs do not need (threat T40). Wants strace and systemd-analyze, which knows the filter's groups.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"

for tool in strace systemd-analyze; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not here"; exit 77; }
done
strace -f -o /dev/null true 2>/dev/null || { echo "skipped: strace may not follow processes here"; exit 77; }

# The daemons of the small federation, each followed into a file of its own.
traced=$(mktemp -d)
mkdir "$traced/bin"
for program in lontar lontar-hub lontar-node; do ln -s "$LONTAR_BIN_DIR/$program" "$traced/bin/$program.real"; done
ln -s "$LONTAR_BIN_DIR/lontar" "$traced/bin/lontar"
for program in lontar-hub lontar-node; do
  # exec: the pid that the test ends is the daemon's, which strace follows from outside (-D).
  printf '#!/bin/bash\nexec strace -D -f -qq -o %q -e trace=all --signal=none %q "$@"\n' \
    "$traced/$program.\$\$" "$traced/bin/$program.real" | sed 's/\\\$\\\$/$$/' >"$traced/bin/$program"
  chmod +x "$traced/bin/$program"
done
LONTAR_BIN_DIR=$traced/bin
make_small_federation
trap 'end_small_federation; rm -rf "$traced"' EXIT
run lontar sync --node node
run lontar log mirror --hub hub --out mirror
stop_daemon node node
stop_daemon hub hub
has_ended() { [[ -z $(find "$traced" -name 'lontar-*.[0-9]*' -newermt '-1 second') ]]; }
await "strace to write its last lines" has_ended

# group NAME: the calls of a group of systemd, with the groups within it.
group() {
  local line
  while read -r line; do
    case $line in
      @*) [[ $line == "$1" ]] || group "$line" ;;
      '' | '#'*) ;;
      *) printf '%s\n' "$line" ;;
    esac
  done < <(systemd-analyze syscall-filter --no-pager "$1")
}
{
  group @system-service
  group @default
} | sort -u >allowed
{
  group @privileged
  group @resources
} | sort -u >forbidden
comm -23 allowed forbidden >filter

for program in lontar-hub lontar-node; do
  calls=$(cat "$traced/$program".* | sed -nE 's/^[0-9]+ +([a-z_0-9]+)\(.*/\1/p' | sort -u)
  (($(wc -w <<<"$calls") > 30)) || fail "only these calls of $program were seen: $(echo $calls)"
  # execve is the unit's own start. Those that a filter answers with EPERM must be tries that may fail.
  outside=$(comm -23 <(printf '%s\n' $calls) filter | grep -vx 'execve' || true)
  [[ -z $outside ]] || fail "$program uses what its unit forbids: $(echo $outside)"
  echo "$program: $(wc -w <<<"$calls") system calls, all within the filter"
done
