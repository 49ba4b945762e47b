#!/usr/bin/env python3
"""Holds docs/how-it-was-tested.md against the tests.

Each row `| T30 | what | tests |` or `| 8 | what | tests |` names cases (`Suite.Case`) or scripts (`tests/fault/x.sh`)
that exist, and at least one of the files that they stand in names the threat or the invariant by its number. The rows
that the project has promised must be there.

Exit: 0 all hold, 1 findings.
"""

import os
import re
import sys

PAGE = "docs/how-it-was-tested.md"
THREATS = "T01 T02 T07 T09 T12 T13 T17 T30 T31 T33 T34 T36 T37 T46 T51".split()
INVARIANTS = [str(number) for number in [*range(1, 15), 17, *range(19, 22), *range(29, 36)]]

ROW = re.compile(r"^\| (T\d\d|\d+) \|(.*)\|$")
QUOTED = re.compile(r"`([^`]+)`")
CASE = re.compile(r"\b(?:TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P)\(\s*(\w+),\s*(\w+)\s*\)")
SUFFIXES = (".cc", ".h", ".sh", ".py")


def test_files(root):
    """Path and text of each file of the tests, and of the tools' own test."""
    for folder, _, names in os.walk(os.path.join(root, "tests")):
        for name in sorted(names):
            if name.endswith(SUFFIXES):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    yield os.path.relpath(path, root), file.read()


def names_it(text, number):
    """True if the text names the threat or the invariant: "T30", "Invariants 10 and 14", "(invariant 8)"."""
    if number.startswith("T"):
        return re.search(r"\b" + number + r"\b", text) is not None
    lists = re.finditer(r"\b[Ii]nvariants?\b[ \d,–and]*", text.replace("\n//", " "))
    return any(_covers(found.group(0), int(number)) for found in lists)


def _covers(words, number):
    for low, high in re.findall(r"(\d+)(?:–(\d+))?", words):
        if int(low) <= number <= int(high or low):
            return True
    return False


def check(root):
    with open(os.path.join(root, PAGE), encoding="utf-8") as file:
        lines = file.read().splitlines()
    texts = dict(test_files(root))
    places = {}
    for path, text in texts.items():
        for suite, case in CASE.findall(text):
            places.setdefault(f"{suite}.{case}", []).append(path)
    findings, seen = [], set()
    for place, line in enumerate(lines, 1):
        row = ROW.match(line)
        if not row:
            continue
        number, rest = row.groups()
        seen.add(number)
        named = QUOTED.findall(rest.split("|")[-1])
        if not named:
            findings.append(f"{PAGE}:{place}: {number} names no test")
        files = []
        for name in named:
            files += places.get(name, [name] if name in texts else [])
            if name not in places and name not in texts:
                findings.append(f"{PAGE}:{place}: {number} names {name}, which is no case and no file of the tests")
        if named and files and not any(names_it(texts[path], number) for path in files):
            findings.append(f"{PAGE}:{place}: no file of its tests names {number}: {', '.join(sorted(set(files)))}")
    for number in [*THREATS, *INVARIANTS]:
        if number not in seen:
            findings.append(f"{PAGE}: no row for {number}")
    return findings


def main():
    findings = check(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    print("\n".join(findings) if findings else "tools/tested.py: every number has its tests, and every test is there")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
