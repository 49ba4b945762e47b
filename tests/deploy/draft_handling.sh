#!/bin/bash
# What people do with a draft between import and approval, as they type it: compare, return, sign on another computer, look,
# approve, and see who is missing.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation

catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
says() { grep -qF -- "$1" "$output" || fail "no \"$1\" in: $(<"$output")"; }
says_not() { ! grep -qF -- "$1" "$output" || fail "\"$1\" in: $(<"$output")"; }

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --hub hub --collection asean-child-labour --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" \
  --round baseline-2021 "${authority[@]}"
run lontar key new keys/NIS.key --kdf-cost low
printf 'provider,provider_name,indicators\nKH.NIS,National Institute of Statistics,A1\n' >assignments.csv
run lontar sync --node node
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.NIS=keys/NIS.key \
  --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node

head=member,indicator,measure,period,value,sex,age,citizenship,urbanisation,geo,activity,concept,source
row() { printf 'KH,child-labour-5-17,number,%s,%s,%s,Y5T17,_T,_T,_T,_T,EA,%s\n' "$1" "$2" "$3" "$4"; }
{ echo $head; row 2016 1200 _T 'Labour force survey'; row 2016 700 M 'Labour force survey'; } >first.csv
run lontar import first.csv --node node --provider KH.NIS --round baseline-2021
run lontar diff draft-1 --node node
says '2 added, 0 changed, 0 withdrawn, 0 unchanged'
run lontar diff draft-1 draft-1 --node node
says '0 added, 0 changed, 0 only there, 2 unchanged'
run lontar completeness --node node
says 'overdue: draft'

# Signed on a computer that knows no node: the same fingerprint on both screens.
run lontar draft export draft-1 --node node --out draft-1.report
run lontar sign draft-1.report --key keys/NIS.key --out draft-1.signed
fingerprint=$(sed -n 's/^fingerprint  *//p' "$output")
[[ $fingerprint =~ ^[0-9a-f]{4}-[0-9a-f]{4}$ ]] || fail "fingerprint $fingerprint"
run lontar draft import draft-1 draft-1.signed --node node
run lontar approve draft-1 --node node --dry-run
says "fingerprint   $fingerprint"
says '2 figures, 1 as specified, 0 held back, 0 missing'
says 'would approve'

# Returned: the signature is gone, the reason stays.
expect 2 lontar draft return draft-1 --node node
says 'is returned with a reason'
expect 2 lontar draft return draft-1 --node node --reason ' ' --json
says RETURN_REASON_ABSENT
run lontar draft return draft-1 --node node --reason 'boys of 2016: please check' --by 'S. Chan'
says 'was dropped'
run lontar drafts --node node
says 'returned'
says 'by S. Chan: boys of 2016: please check'
expect 6 lontar approve draft-1 --node node
says 'boys of 2016'
run lontar completeness --node node
says 'overdue: returned'

run lontar sign draft-1 --node node --key keys/NIS.key
run lontar approve draft-1 --node node
says 'approved      draft-1 is entry'
run lontar completeness --node node
says 'overdue: approved, waits to be sent'
run lontar sync --node node
run lontar sync --node node
run lontar completeness --node node
says 'sent and settled'
says_not 'overdue: sent'

# A revision: what changes is seen before and at the approval.
{ echo $head; row 2016 1250 _T 'Labour force survey'; row 2016 '' M 'Labour force survey'; } | sed 's/,,M/,0,M/' >second.csv
run lontar import second.csv --node node --provider KH.NIS --round baseline-2021
run lontar diff draft-2 current --node node
says '0 added, 2 changed, 0 withdrawn, 0 unchanged'
says '+4.2 %'
says '-100.0 %'
run lontar diff draft-2 current --node node --json
says '"schema": "lontar.diff.v1"'
expect 6 lontar approve draft-2 --node node --dry-run
says 'concept EA: 1200 -> 1250, +4.2 %'
says 'not signed by its provider'

# The findings on a workbook of its own; and not on a file that it was not made of.
run lontar check draft-2 --node node --annotate checked.xlsx --catalogue "$catalogue"
python3 - checked.xlsx >sheets <<'PYTHON'
import sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
print(*[book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")])
PYTHON
grep -q '<v>1250</v>' sheets || fail 'no figure in checked.xlsx'
expect 2 lontar check draft-2 --node node --annotate again.xlsx --from checked.xlsx --catalogue "$catalogue"
says 'is not the file that draft-2 was made of'
[[ ! -e again.xlsx ]] || fail 'again.xlsx was written'
run lontar import checked.xlsx --node node --provider KH.NIS
run lontar check draft-3 --node node --annotate again.xlsx --from checked.xlsx --catalogue "$catalogue"
[[ -s again.xlsx ]] || fail 'again.xlsx was not written'
run lontar draft drop draft-3 --node node

run lontar draft drop draft-2 --node node
run lontar draft history draft-2 --node node
says 'imported of KH.NIS from second.csv'
says 'dropped of KH.NIS'
run lontar draft history --node node
for words in 'signed by key' 'returned by S. Chan: boys of 2016: please check (its' 'approved as entry'; do
  says "$words"
done

# Entered on the behalf of a provider without keys, and taken back by the office that entered it; by nobody else.
echo '%PDF-1.4' >letter.pdf
letter=(--on-behalf-by KH.NIS --letter letter.pdf --by 'Sok Dara')
run lontar import first.csv --node node --provider KH.MOJ "${letter[@]}" --letter-number 123/2026
draft=$(sed -n 's/^draft *\(draft-[0-9]*\) .*/\1/p' "$output")
run lontar sign "$draft" --node node --key keys/NIS.key
run lontar approve "$draft" --node node --by 'Chan Thida'
take_back=(lontar withdraw --indicator A1 --reason error --node node "${letter[@]}" --letter-number 124/2026)
expect 2 lontar withdraw --indicator A1 --reason error --node node --provider KH.MOJ --letter letter.pdf
says 'goes with --on-behalf-by'
expect 2 "${take_back[@]}" --provider KH.NIS --json
says ON_BEHALF_OFFICE
run "${take_back[@]}" --provider KH.MOJ
says 'of KH.MOJ: 1 block withdrawn, entered by KH.NIS'
draft=$(sed -n 's/^draft *\(draft-[0-9]*\) .*/\1/p' "$output")
run lontar check "$draft" --node node
says 'entered by KH.NIS on behalf of KH.MOJ, letter 124/2026'
run lontar sign "$draft" --node node --key keys/NIS.key
expect 8 lontar approve "$draft" --node node --by 'sok dara'
run lontar approve "$draft" --node node --by 'Chan Thida'
run lontar sync --node node
run lontar cells --hub hub --member KH --indicator A1
says KH.NIS
says_not KH.MOJ
