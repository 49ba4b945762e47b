#!/bin/bash
# The pictures of docs/for-statisticians.md: the workbook that `lontar template` makes, as LibreOffice shows it on paper.
#
#   tools/workbook_pictures.sh [BINDIR]    wants LibreOffice (soffice) and poppler-utils (pdftoppm)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=$(cd "${1:-$root/build/release/bin}" && pwd)
for program in soffice pdftoppm; do
  command -v "$program" >/dev/null || {
    echo "workbook_pictures.sh: error: there is no $program" >&2
    exit 6
  }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

"$bin/lontar" template --collection "$root/catalogues/child-labour-2025" --member KH --provider KH.MOP \
  --round baseline-2021 --indicators A1 KH.MOP.xlsx >/dev/null
soffice --headless "-env:UserInstallation=file://$scratch/profile" --convert-to pdf KH.MOP.xlsx >/dev/null 2>&1
pages=$(pdfinfo KH.MOP.pdf | sed -n 's/^Pages: *//p')
mkdir -p "$root/docs/pictures"
# The upper part of the first sheet, and the sheet for words, which is the last.
pdftoppm -png -singlefile -r 100 -f 1 -l 1 -x 60 -y 60 -W 1080 -H 480 KH.MOP.pdf "$root/docs/pictures/workbook-a1"
pdftoppm -png -singlefile -r 80 -f "$pages" -l "$pages" -x 40 -y 40 -W 860 -H 60 KH.MOP.pdf \
  "$root/docs/pictures/workbook-words"
ls -l "$root/docs/pictures"
