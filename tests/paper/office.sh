#!/bin/bash
# Runs a test of what LibreOffice makes of our files, where it is here.
#
#   office.sh TEST [ARGUMENT ...]
set -euo pipefail

if ! command -v soffice >/dev/null; then
  echo "skipped: no LibreOffice here (packages libreoffice-calc-nogui, libreoffice-writer-nogui)"
  exit 77
fi
program=$(dirname "$(readlink -f "$(command -v soffice)")")
if [[ ! -e $program/libswlo.so ]]; then
  echo "skipped: no LibreOffice Writer here (package libreoffice-writer-nogui)"
  exit 77
fi
exec "$@"
