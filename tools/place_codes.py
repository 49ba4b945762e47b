#!/usr/bin/env python3
"""Writes the places and countries of the catalogue's code lists.

    tools/place_codes.py [--check]

Reads ISO 3166-1 and 3166-2 as the Debian package iso-codes has them, and tools/place_codes_changes.txt: what changed
since that table, with sources. Between the lines `# made by ...` and `# end of what is made` of codes.yaml everything
is replaced; the rest stays. The text is the catalogue's, to be read and corrected by people: what is corrected there by
hand is lost with the next run, so correct the changes file.

Exit: 0 done, or with --check: codes.yaml is what would be written; 1 it is not; 2 a file is not as expected.
"""

import json
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CODES = os.path.join(ROOT, "catalogues/child-labour-2025/codes.yaml")
MEMBERS = os.path.join(ROOT, "catalogues/asean/members.yaml")
CHANGES = os.path.join(ROOT, "tools/place_codes_changes.txt")
TABLES = "/usr/share/iso-codes/json"
MADE = re.compile(r"(?ms)^      # made by tools/place_codes.py: (\w+)\n(.*?)^      # end of what is made\n")
PLAIN = re.compile(r"^[^\s\-?:,\[\]{}#&*!|>'\"%@`][^:#,\[\]{}]*$")


def quoted(text):
    """As YAML takes it inside { }."""
    return text if PLAIN.match(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def line(fields):
    return "      - {" + ", ".join(f"{key}: {quoted(value)}" for key, value in fields if value) + "}\n"


def read_table(name, key):
    with open(os.path.join(TABLES, name), encoding="utf-8") as file:
        return json.load(file)[key]


def members():
    """The codes of the members, in the order of their file."""
    with open(MEMBERS, encoding="utf-8") as file:
        return re.findall(r"(?m)^  - code: (\w+)$", file.read())


def read_changes():
    """Ended: code -> (day, basis). New: member -> [fields]."""
    ended, new = {}, {}
    basis = ""
    with open(CHANGES, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            text = text.strip()
            if not text or text.startswith("#"):
                continue
            if text.startswith("basis: "):
                basis = text[len("basis: "):]
                continue
            kind, *words = text.split(" | ")
            if kind == "ends" and len(words) == 2:
                for code in words[1].split():
                    ended[code] = (words[0], basis)
            elif kind == "new" and len(words) == 3:
                day, code, name = words
                new.setdefault(code[:2], []).append([("id", code), ("name", name), ("from", day), ("national", "true"),
                                                     ("basis", basis)])
            elif kind == "later" and len(words) == 4:
                day, code, parent, name = words
                new.setdefault(code[:2], []).append([("id", code), ("name", name), ("parent", parent), ("from", day),
                                                     ("guess", "true"), ("basis", basis)])
            else:
                raise ValueError(f"{CHANGES}:{number}: \"{text}\" is no change; its head says what is")
    return ended, new


def by_parent(units):
    """Parents before children, otherwise by code."""
    roots = sorted((unit for unit in units if "parent" not in unit), key=lambda unit: unit["code"])
    for root in roots:
        yield root, ""
        country, _, short = root["code"].partition("-")
        for child in sorted(units, key=lambda unit: unit["code"]):
            if child.get("parent") in (short, root["code"]):
                yield child, root["code"]


def places():
    ended, new = read_changes()
    table = read_table("iso_3166-2.json", "3166-2")
    text = ""
    for member in members():
        units = [unit for unit in table if unit["code"].startswith(member + "-")]
        text += f"      # {member}\n"
        written = list(by_parent(units))
        if len(written) != len(units):
            raise ValueError(f"{member}: {len(units) - len(written)} units have a parent that is not there")
        for unit, parent in written:
            day, basis = ended.pop(unit["code"], ("", ""))
            text += line([("id", unit["code"]), ("name", unit["name"]), ("parent", parent), ("to", day), ("basis", basis)])
        for fields in new.pop(member, []):
            text += line(fields)
    if ended or new:
        raise ValueError(f"changes of what is not there: {sorted(ended)} {sorted(new)}")
    return text


def countries():
    table = read_table("iso_3166-1.json", "3166-1")
    own = {}
    with open(MEMBERS, encoding="utf-8") as file:
        own = dict(re.findall(r"(?m)^  - code: (\w+)\n(?:    .*\n)*?    name: (.*)$", file.read()))
    rows = sorted(table, key=lambda row: row["alpha_2"])
    return "".join(line([("id", row["alpha_2"]),
                         ("name", own.get(row["alpha_2"], row["name"])),
                         ("parent", "NNAT")]) for row in rows)


def main(arguments):
    with open(CODES, encoding="utf-8") as file:
        before = file.read()
    made = {"places": places, "countries": countries}
    after, count = MADE.subn(lambda found: f"      # made by tools/place_codes.py: {found[1]}\n{made[found[1]]()}"
                                           "      # end of what is made\n", before)
    if count != len(made):
        print(f"{CODES}: {count} marked places instead of {len(made)}", file=sys.stderr)
        return 2
    if "--check" in arguments:
        return 0 if after == before else 1
    with open(CODES, "w", encoding="utf-8") as file:
        file.write(after)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, ValueError, KeyError) as problem:
        print(f"place_codes: {problem}", file=sys.stderr)
        sys.exit(2)
