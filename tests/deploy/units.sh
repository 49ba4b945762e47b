#!/bin/bash
# The service units as systemd reads them: valid, and as closed in as we say (threat T40). Then users and folders.
set -euo pipefail

# systemd's own score, from 0 (closed) to 10, times ten. What is left is a network program's network.
readonly exposure_max=15

if ! command -v systemd-analyze >/dev/null; then
  echo "skipped: systemd-analyze is not here"
  exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
mkdir bin
for program in lontar-hub lontar-node; do ln -s /bin/true "bin/$program"; done
for unit in lontar-hub lontar-node; do
  sed "s#@LONTAR_BIN_DIR@#$scratch/bin#; s#@LONTAR_DOC_DIR@#$scratch#" \
    "$LONTAR_SOURCE_DIR/deploy/systemd/$unit.service.in" >"$unit.service"
done

# A key that is misspelt or unknown is a warning here, and no warning is let pass.
for unit in lontar-hub.service lontar-node.service; do
  said=$(systemd-analyze verify --man=no --recursive-errors=no "./$unit" 2>&1) || { echo "FAILED: $unit: $said"; exit 1; }
  said=$(grep -F "$unit" <<<"$said" || true)
  [[ -z $said ]] || { echo "FAILED: $unit: $said"; exit 1; }
done
# Would it have seen one?
sed 's/^NoNewPrivileges=/NoNewPrivilege=/' lontar-hub.service >broken.service
systemd-analyze verify --man=no ./broken.service 2>&1 | grep -q "NoNewPrivilege" ||
  { echo "FAILED: systemd-analyze says nothing of a misspelt line"; exit 1; }

for unit in lontar-hub lontar-node; do
  systemd-analyze security --offline=true --no-pager --threshold=$exposure_max "./$unit.service" >report 2>&1 ||
    { echo "FAILED: $unit is exposed more than $exposure_max tenths"; cat report; exit 1; }
  tail -n 1 report
done
# And of one that is not closed in?
printf '[Service]\nExecStart=%s/bin/lontar-hub\n' "$scratch" >open.service
if systemd-analyze security --offline=true --no-pager --threshold=$exposure_max ./open.service >report 2>&1; then
  echo "FAILED: an open unit passes"
  exit 1
fi

if ! command -v systemd-sysusers >/dev/null || ! command -v systemd-tmpfiles >/dev/null; then
  echo "skipped: systemd-sysusers and systemd-tmpfiles are not here"
  exit 0
fi
if ((EUID != 0)); then
  echo "skipped: users and folders are made by root only"
  exit 0
fi
mkdir -p root/etc
systemd-sysusers --root="$scratch/root" "$LONTAR_SOURCE_DIR/deploy/systemd/sysusers.conf" 2>/dev/null
systemd-tmpfiles --root="$scratch/root" --create "$LONTAR_SOURCE_DIR/deploy/systemd/tmpfiles.conf"
for role in hub node; do
  id=$(sed -n "s/^lontar-$role:[^:]*:\([0-9]*\):.*/\1/p" root/etc/passwd)
  found=$(stat -c '%a %u' "root/var/lib/lontar/$role")
  [[ -n $id && $found == "700 $id" ]] || { echo "FAILED: folder of the $role: $found, user $id"; exit 1; }
done
[[ $(stat -c '%a %u' root/etc/lontar) == "700 0" ]] || { echo "FAILED: /etc/lontar is open"; exit 1; }
