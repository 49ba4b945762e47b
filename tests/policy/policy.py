"""The policy matrix (threat T28): each viewer at each door sees of each state what matrix.csv says, and nothing else.

    policy.py before            keeps what everybody sees of the hub, before an office drafts anything
    policy.py check [--whole]   asks every door; --whole in every format at every place

In a folder of states.sh. matrix.csv says who may see the value of what; doors.csv says which of these states a door shows to those who
may, so that what a door holds is checked from both sides. Every address, verb, format and call that the program has is in
doors.csv, or the check fails; so does an option of a verb that no row asks, unless options.csv says why it shows nothing more.
"""

import csv
import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ask  # noqa: E402
import derived  # noqa: E402

ROOT = os.environ["LONTAR_SOURCE_DIR"]
HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = "run/before.json"
# What says how the hub stands at this moment, and is never twice the same.
PASSING = {"/metrics", "/status", "/readyz"}
AT_ONCE = 4


class Findings:
    def __init__(self):
        self.said = []

    def unless(self, is_right, text):
        if not is_right:
            self.said.append(text)


def rows_of(name):
    with open(f"{HERE}/{name}", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def indicators_of(folder):
    lines = derived.text_of(ROOT, f"catalogues/{folder}/indicators.yaml").splitlines()
    return [line.split(":")[1].strip() for line in lines if line.startswith("  - id:")]


def values_for(is_whole):
    """What stands in the places {name} of an address."""
    size = json.loads(derived.said_by_lontar("status", "--hub", "hub", "--json"))["log_size"]
    asked = json.loads(derived.said_by_lontar("question", "list", "--hub", "hub", "--collection", "asean-child-labour",
                                              "--json"))["questions"]
    with open("run/before-withdrawal", encoding="utf-8") as file:
        before = json.loads(file.read())["log_size"]
    formats = sorted(derived.listed("export", "format"))
    return {
        "collection": ["asean-child-labour", "asean-oshnet-scorecard"],
        "flow": ["ASEAN_CHILD_LABOUR", "ASEAN_OSHNET_SCORECARD"],
        "child": indicators_of("child-labour-2025")[:None if is_whole else 10], "osh": indicators_of("oshnet-scorecard")[:4],
        "docket": sorted(derived.docket_forms(ROOT)), "paper": sorted(derived.listed("docket", "format")),
        "format": formats, "sdg": [name for name in formats if "-" in name and name != "csv-excel"], "json": ["", "--json"],
        "module": sorted(name for name in os.listdir(f"{ROOT}/web") if name.endswith(".mjs")),
        "member": ["KH", "VN"], "evaluation": [1], "size": [size], "entry": range(0, size, 1 if is_whole else 5), "before_withdrawal": [before],
        "receipt": range(1, 19) if is_whole else [2, 18], "draft": ["draft-17", "draft-18"],
        "question": [asked[0]["id"]] if asked else [], "source": [ROOT],
    }


def check_completeness(doors, findings):
    """Every door that there is has a row, and every row is of a door."""
    named = {kind: {door["door"] for door in doors if door["kind"] == kind} for kind in ("hub", "node", "verb", "call")}
    for role in ("hub", "node"):
        addresses = {door for door in named[role] if door.startswith("/")}
        for address in addresses ^ derived.documented(ROOT, role):
            findings.unless(False, f"the {role}'s address {address} is not in both doors.csv and docs/reference/http.md")
        asked = " ".join(door["asked"] for door in doors if door["kind"] == role)
        for word in derived.first_words(ROOT, role):
            findings.unless(f"/{word}" in asked, f"the {role} answers at /{word}, which is in no row of doors.csv")
    asked = {door["door"] for door in doors if door["kind"] == "hub"}
    for subject in derived.subjects(ROOT):
        findings.unless(f"/api/{subject}" in asked, f"/api/{subject} is in no row of doors.csv")
    for verb in named["verb"] ^ derived.verbs():
        findings.unless(False, f"\"lontar {verb}\" is not in both doors.csv and lontar help")
    for call in named["call"] ^ derived.calls(ROOT):
        findings.unless(False, f"the call {call} is not in both doors.csv and proto/")
    for door in doors:
        through = door["asked"].split(" | ") if door["kind"] == "call" else []
        for verb in through:
            findings.unless(verb in named["verb"], f"the call {door['door']} is asked through \"{verb}\", which is no verb")
        is_reasoned = door["asked"] or door["why"]
        findings.unless(is_reasoned, f"{door['kind']} {door['door']} is neither asked nor is it said why not")


def asked_options(door):
    """The options with which a verb is asked, those of its places included."""
    found = set()
    for group in filter(None, door["asked"].split(" | ")):
        places, words = group.split(":", 1)
        found |= set(re.findall(r"(?<!\S)--[a-z-]+", words.replace("{json}", "--json")))
        for place in places.split():
            found |= {word for word in ask.PLACES[place][1] if word.startswith("--")}
    return found


def check_options(doors, findings):
    """Every option that a verb has is asked by a row of doors.csv, or options.csv says why it shows nothing more."""
    listed = {}
    for row in rows_of("options.csv"):
        listed.setdefault(row["verb"], []).extend(row["options"].split())
    for verb in sorted({door["door"] for door in doors if door["kind"] == "verb"}):
        asked = set().union(*(asked_options(door) for door in doors if door["kind"] == "verb" and door["door"] == verb))
        excused, known = listed.pop(verb, []), derived.options(verb)
        for option in known - asked - set(excused):
            findings.unless(False, f"\"lontar {verb} {option}\" is asked in no row of doors.csv, and options.csv does not say why")
        for option in set(excused) - known:
            findings.unless(False, f"options.csv has \"lontar {verb} {option}\", which lontar help does not")
        for option in set(excused) & asked:
            findings.unless(False, f"\"lontar {verb} {option}\" is asked in doors.csv and excused in options.csv")
        findings.unless(len(excused) == len(set(excused)), f"options.csv has an option of \"lontar {verb}\" twice")
    findings.unless(not listed, f"options.csv has rows of {sorted(listed)}, which are in no row of doors.csv")


def expected(states, door, viewer):
    shown = set(door["shows"].split())
    return {state["state"] for state in states if state["state"] in shown and state[viewer] == "value"}


def compare(states, door, viewer, seen, findings):
    """What `seen` has against the table: as the matrix has it, and as the door shows it to those who may."""
    where = f"{door['kind']} {door['door']}, {viewer}"
    column = "office" if door["kind"] == "node" else viewer
    may = {state["state"] for state in states if state[column] == "value"}
    for state in sorted(seen - may):
        findings.unless(False, f"LEAK at {where}: sees {state}")
    for state in sorted((seen & may) - set(door["shows"].split())):
        findings.unless(False, f"{where}: shows {state}, which doors.csv does not say of it")
    for state in sorted(expected(states, door, column) - seen):
        findings.unless(False, f"{where}: does not show {state}")


def check_page(hall, states, door, findings):
    viewers = ask.HUB_VIEWERS if door["kind"] == "hub" else ["approver", "reader"]
    answered = False
    for viewer in viewers:
        seen, statuses = hall.of_page(door["kind"], door, viewer)
        answered = answered or any(status < 400 for status, _ in statuses) or door["asked"].startswith("POST")
        if door["only"] and viewer not in door["only"].split():
            findings.unless({status for status, _ in statuses} == {403}, f"{door['door']} answers {viewer}: {statuses}")
            findings.unless(not seen, f"LEAK at {door['door']}, {viewer}: sees {seen}")
        else:
            compare(states, door, viewer, seen, findings)
    findings.unless(answered, f"{door['kind']} {door['door']} has answered nobody: {sorted(statuses)[:3]}")
    for stranger in ("nobody", "KH") if door["kind"] == "node" else ():
        seen, _ = hall.of_page("node", door, stranger)
        findings.unless(not seen, f"LEAK at node {door['door']}: who has not signed in sees {seen}")


def check_verb(hall, states, door, findings):
    seen, ended = hall.of_verb(door)
    for viewer, of_viewer in seen.items():
        compare(states, door, viewer, of_viewer, findings)
    for code, words, said in sorted(ended):
        findings.unless(door["only"] == str(code), f"lontar {words} ended with {code}: {said}")


def check_asked(hall, states, doors, findings):
    """All that is asked, some doors at once."""
    with ThreadPoolExecutor(AT_ONCE) as workers:
        waiting = [workers.submit(check_page, hall, states, door, findings) for door in doors if door["kind"] in ("hub", "node")]
        waiting += [workers.submit(check_verb, hall, states, door, findings)
                    for door in doors if door["kind"] == "verb" and door["asked"]]
        for one in waiting:
            one.result()


def check_said(hall, doors, findings):
    """What verbs said that say no figures, when states.sh used them."""
    verbs = sorted((door["door"] for door in doors if door["kind"] == "verb"), key=len, reverse=True)
    silent = {door["door"] for door in doors if door["kind"] == "verb" and not door["asked"]}
    used = set()
    with open("run/said", encoding="utf-8") as file:
        for piece in file.read().split("\1")[1:]:
            words, said = piece.split("\n", 1)
            verb = next((verb for verb in verbs if words.startswith(f"lontar {verb}")), "")
            if verb not in silent:
                continue
            used.add(verb)
            seen = {state for state in hall.seen_in(ask.plain(said.encode())) if hall.canaries[state] not in words}
            findings.unless(not seen, f"\"{words}\" said {sorted(seen)}, and doors.csv says that it says no figures")
    findings.unless(len(used) > 15, f"only {sorted(used)} were used")


def varint_of(number):
    """As the column of a block has a value: zigzag, seven bits a byte."""
    number *= 2
    taken = bytearray()
    while number >= 128:
        taken.append(number % 128 + 128)
        number //= 128
    return bytes(taken) + bytes([number])


def check_folders(states, doors, findings):
    """The files of a hub, node or mirror hold nothing that their owner may not see. Of a mirror all is found that it holds; a
    store packs some of its records, so of it something only."""
    for door in doors:
        if door["kind"] != "folder":
            continue
        held = b""
        for folder, _, names in os.walk(door["door"]):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        held += file.read()
        seen = set()
        for state in states:
            canary = state["canary"]
            if canary.encode() in held or (canary.isdigit() and varint_of(int(canary)) in held):
                seen.add(state["state"])
        findings.unless(seen, f"nothing is found in the folder {door['door']}: this looks wrongly")
        is_packed = door["door"] != "mirror"
        compare(states, dict(door, shows=" ".join(seen)) if is_packed else door, door["asked"], seen, findings)


def check_traces(hall, states, findings):
    """What everybody may know to be there, everybody is told; what a hub has not got changes nothing at it."""
    for state in states:
        if not state["that it is there"]:
            continue
        address, text = state["that it is there"].split("|")
        for viewer in ask.HUB_VIEWERS:
            for each in ask.expand(address, hall.values):
                _, said = hall.fetch("hub", each, hall.tokens.get(viewer, ""))
                findings.unless(text in said, f"{viewer} is not told at {each} that {state['state']} is there")


def views(hall, doors):
    """All that the hub says to nobody and to ASEC; but for what passes."""
    seen = {}
    for door in doors:
        if door["kind"] != "hub" or door["door"] in PASSING:
            continue
        for viewer in ("nobody", "asec"):
            for address in hall.addresses(door):
                status, text = hall.fetch("hub", address, hall.tokens.get(viewer, ""))
                seen[f"{viewer} {address}"] = [status, text.split("\n\n", 1)[1] if "\n\n" in text else ""]
    return seen


def check_before(hall, doors, findings):
    with open(KEPT, encoding="utf-8") as file:
        before = json.load(file)
    for address, answer in views(hall, doors).items():
        findings.unless(before.get(address) == answer, f"{address} is another answer since an office has drafted and approved")


def check_page_for_auditors(states, findings):
    findings.unless(table(states) in derived.text_of(ROOT, "docs/for-auditors.md"),
                    f"docs/for-auditors.md has not the matrix as it is:\n{table(states)}")


def table(states):
    """The matrix as the page for auditors has it."""
    columns = ask.HUB_VIEWERS + ["mirror", "office", "other-office"]
    lines = ["| state | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for state in states:
        marks = ["yes" if state[column] == "value" else "–" for column in columns]
        lines.append(f"| {state['state']}: {state['where it stands']} | " + " | ".join(marks) + " |")
    return "\n".join(lines)


def main(words):
    states, doors = rows_of("matrix.csv"), rows_of("doors.csv")
    is_whole = "--whole" in words
    hall = ask.Hall(states, values_for(is_whole), derived.media_types(ROOT), is_whole)
    if words[0] == "table":
        print(table(states))
        return 0
    if words[0] == "before":
        with open(KEPT, "w", encoding="utf-8") as file:
            json.dump(views(hall, doors), file)
        return 0
    findings = Findings()
    check_completeness(doors, findings)
    check_options(doors, findings)
    check_page_for_auditors(states, findings)
    check_before(hall, doors, findings)
    check_traces(hall, states, findings)
    check_asked(hall, states, doors, findings)
    check_said(hall, doors, findings)
    check_folders(states, doors, findings)
    for finding in sorted(findings.said):
        print(finding, file=sys.stderr)
    print(f"{len(states)} states, {len(doors)} doors, {hall.asked} questions, {len(findings.said)} findings")
    return 1 if findings.said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
