#!/bin/bash
# A ministry officer: "I have a spreadsheet and one afternoon" (user journeys, section 1), step by step, with what she is
# told. Real hub and node.
set -euo pipefail
source "$LONTAR_SOURCE_DIR/tests/deploy/small_federation.sh"
make_small_federation
catalogue=$LONTAR_SOURCE_DIR/catalogues/child-labour-2025
authority=(--authority-key keys/authority-1.key --authority-key keys/authority-2.key)
# Lines are broken to the terminal's width: a sentence is looked for as one.
squeezed() { tr -s ' \n' ' '; }
says() { [[ $(squeezed <"$output") == *"$(squeezed <<<"$1" | sed 's/ $//')"* ]] || fail "no \"$1\" in: $(<"$output")"; }
fill() { python3 "$LONTAR_SOURCE_DIR/tests/journeys/fill.py" "$@"; }

run lontar catalogue add --hub hub --catalogue "$catalogue" "${authority[@]}"
run lontar round open --hub hub --collection asean-child-labour --round baseline-2021 \
  --rounds "$LONTAR_SOURCE_DIR/catalogues/asean/rounds.yaml" "${authority[@]}"
run lontar sync --node node
for key in MLVT NIS; do run lontar key new keys/$key.key --kdf-cost low; done
printf 'provider,provider_name,indicators\n%s\n%s\n' 'KH.MLVT,Ministry of Labour and Vocational Training,A6 A7' \
  'KH.NIS,National Institute of Statistics,A1 A9' >assignments.csv
run lontar enrol keys --node node --administrator keys/administrator.key --provider KH.MLVT=keys/MLVT.key \
  --provider KH.NIS=keys/NIS.key --assignments assignments.csv --catalogue "$catalogue"
run lontar sync --node node

# 1. The form: only her indicators. The wrong ministry is told so.
template=(lontar template --collection "$catalogue" --member KH --provider KH.MLVT --round baseline-2021)
run "${template[@]}" --indicators A6,A7 KH.MLVT.xlsx
says 'indicators  A6, A7'
expect 8 "${template[@]}" --indicators A14 wrong.xlsx
says 'A14 is supplied by'
says 'tell your statistical office, do not fill'

# 2 and 3. Filled in her own digits; a number that could be two is asked, in the cell where it stands, and nothing is lost.
fill KH.MLVT.xlsx A6 B5=2016 Value+1=1,234 'Value+2=៧០០' Value+3=534
fill KH.MLVT.xlsx 'Additional information' 'C5=training began in 2016'
expect 3 lontar import KH.MLVT.xlsx --dry-run --member KH --annotate back.xlsx
says '"1,234" could be 1234 or 1.234; write 1234, or say which mark is the'
says 'cell B2'
[[ -s back.xlsx ]] || fail "the workbook did not come back"
expect 3 lontar import KH.MLVT.xlsx --node node --round baseline-2021
says 'the file must be corrected first'
fill KH.MLVT.xlsx A6 Value+1=1234
run lontar import KH.MLVT.xlsx --node node --round baseline-2021
says '3 taken'
says '"៧០០" is taken as 700'
says '1 block, 1 narrative'

# An age of 15 to 17 alone is chosen as the bracket that it is. Nothing is converted: the check says what does not follow.
{
  echo member,indicator,measure,period,value,sex,age,concept
  echo KH,child-labour-5-17,number,2012,156000,_T,Y15T17,EA
} >children.csv
run lontar import children.csv --node node --provider KH.NIS
run lontar check draft-2 --node node
says BRACKET_NOT_DERIVABLE
says 'it is never estimated'
run lontar sign draft-2 --node node --key keys/NIS.key
run lontar approve draft-2 --node node

# In thousands by mistake: the earlier figure stands beside it.
sed 's/2012,156000/2016,156/' children.csv >thousands.csv
run lontar import thousands.csv --node node --provider KH.NIS
run lontar check draft-3 --node node
says 'is less than 156000 of 2012 about a thousandfold; is the number in thousands?'
run lontar draft drop draft-3 --node node

# 4. A warning stays open until there is a sentence; the draft is safe meanwhile.
{
  echo member,indicator,measure,period,value,sex
  echo KH,labour-inspectors-trained,number,2016,1234,_T
  echo KH,labour-inspectors-trained,number,2016,1300,F
} >doubtful.csv
run lontar import doubtful.csv --node node --provider KH.MLVT
run lontar check draft-4 --node node
says '2 warnings, 2 open'
says 'TOTAL_BELOW_PART at A6/number/2016'
run lontar sign draft-4 --node node --key keys/MLVT.key
expect 6 lontar approve draft-4 --node node
says 'without a justification'
run lontar drafts --node node
says draft-4
run lontar draft justify draft-4 TOTAL_BELOW_PART --at A6/number --sentence 'women are counted in two courses' --node node
run lontar draft justify draft-4 PARTS_NOT_TOTAL --all --sentence 'women are counted in two courses' --node node
run lontar check draft-4 --node node
says '[justified: women are counted in two courses]'
run lontar draft drop draft-4 --node node

# 5a. Signed with her key, on a computer that knows no node.
run lontar draft export draft-1 --node node --out figures.report
expect 6 lontar sign figures.report --key keys/lost.key --out figures.signed
says 'ask the statistical office for a new key: your signed figures stay valid'
run lontar sign figures.report --key keys/MLVT.key --out figures.signed
says 'KH.MLVT'
says 'fingerprint'
run lontar draft import draft-1 figures.signed --node node

# 6. It comes back with a reason, and she sees who, why and since when.
run lontar draft return draft-1 --reason 'A6, 2016: men and women are not the total of last year' --by 'S. Chan' --node node
run lontar drafts --node node
says returned
says 'by S. Chan: A6, 2016: men and women are not the total of last'
run lontar summary --node node --provider KH.MLVT
says 'A6 Labour inspectors trained'
run lontar sign draft-1 --node node --key keys/MLVT.key
run lontar approve draft-1 --node node
says 'safe on this node'
run lontar sync --node node

# 7. Corrected: old and new side by side. Figures are not taken away without a reason.
{
  echo member,indicator,measure,period,value,sex
  echo KH,labour-inspectors-trained,number,2016,1254,_T
  echo KH,labour-inspectors-trained,number,2016,720,F
} >corrected.csv
run lontar import corrected.csv --node node --provider KH.MLVT
run lontar diff draft-5 current --node node
says '0 added, 2 changed, 0 withdrawn, 1 unchanged'
says '+1.6 %'
expect 3 lontar import corrected.csv --node node --provider KH.MLVT --replace
says --reason
expect 2 lontar withdraw --provider KH.MLVT --indicator A6 --node node
run lontar withdraw --provider KH.MLVT --indicator A6 --reason error --note 'counted twice' --node node
says 'A6 falls from one member to none in round baseline-2021; five are needed'

# 5b. A court keeps no keys: the office enters its letter, and another person approves.
{
  echo member,indicator,measure,period,value
  echo KH,cases-in-courts,number,2016,31
} >courts.csv
on_behalf=(--provider KH.MOJ --on-behalf-by KH.NIS --by 'Sok Dara')
run lontar import courts.csv --node node "${on_behalf[@]}"
draft=$(sed -n 's/^draft *\(draft-[0-9]*\) .*/\1/p' "$output")
expect 6 lontar sign "$draft" --node node --key keys/NIS.key
says 'letter is not there yet'
echo 'a scan' >letter.pdf
run lontar draft add "$draft" --letter letter.pdf --letter-number 123/2026 --node node
run lontar sign "$draft" --node node --key keys/NIS.key
expect 8 lontar approve "$draft" --node node --by 'sok dara'
says 'You entered this figure; someone else approves it'
run lontar approve "$draft" --node node --by 'Chan Thida'
says 'entered by KH.NIS on behalf of KH.MOJ, letter 123/2026'
run lontar sync --node node
! grep -rqaiE 'sok dara|chan thida' hub || fail "a person's name has left the node"
