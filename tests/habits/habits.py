#!/usr/bin/env python3
"""Every file of make_habits.py is read as it must be, and `lontar mapping new` proposes for each what `--mapping` takes.

    tests/habits/habits.py [NAME...]
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import make_habits  # noqa: E402

LONTAR = os.path.join(os.environ.get("LONTAR_BIN_DIR", "build/release/bin"), "lontar")
SOURCE = os.environ.get("LONTAR_SOURCE_DIR", ".")
KEPT = ["member", "indicator", "measure", "period", "dimensions", "value", "status", "place"]


def answer_of(arguments, allowed):
    """The answer as JSON, or a text that says why there is none."""
    environment = {**os.environ, "LONTAR_CATALOGUE": os.path.join(SOURCE, "catalogues/child-labour-2025")}
    done = subprocess.run([LONTAR, *arguments, "--json"], capture_output=True, text=True, encoding="utf-8", env=environment,
                          check=False)
    if done.returncode not in allowed:
        return "ended with %d: %s" % (done.returncode, done.stderr.strip().splitlines()[:1])
    return json.loads(done.stdout)


def add_up(rows):
    return rows["read"] == sum(count for name, count in rows.items() if name != "read")


def in_short(answer):
    """What the expected file says of an answer."""
    cells = [{**{key: cell[key] for key in KEPT}, "normalised": sorted(cell["normalised"])} for cell in answer["cells"]]
    found = [[finding["id"], finding["place"]] for finding in answer["findings"] if finding["id"] != "CELL_NORMALISED"]
    return {"form": answer["form"], "rows": answer["rows"], "cells": cells, "findings": sorted(found)}


def differences(expected, found):
    for key in ("form", "rows", "findings"):
        if expected[key] != found[key]:
            yield "%s: %s expected, found %s" % (key, expected[key], found[key])
    by_place = {cell["place"]: cell for cell in found["cells"]}
    for cell in expected["cells"]:
        other = by_place.pop(cell["place"], None)
        if other != cell:
            yield "%s: %s expected, found %s" % (cell["place"], cell, other)
    for place, cell in by_place.items():
        yield "%s: nothing expected, found %s" % (place, cell)


def look_at(folder, name):
    """Imports the file and compares."""
    expected = json.loads((folder / (name + ".expected.json")).read_text(encoding="utf-8"))
    mapping = folder / (name + ".mapping.json")
    arguments = ["import", "--dry-run", str(folder / name)]
    answer = answer_of(arguments + (["--mapping", str(mapping)] if mapping.exists() else []), (0, 3))
    if isinstance(answer, str):
        return [answer]
    wrong = list(differences(expected, in_short(answer)))
    if not add_up(answer["rows"]):
        wrong.append("the rows do not add up: %s" % answer["rows"])
    if expected["proposes"]:
        wrong += look_at_proposal(folder, name)
    return wrong


def look_at_proposal(folder, name):
    """What is proposed is taken as a mapping; what it does not know is refused row by row."""
    proposed = answer_of(["mapping", "new", str(folder / name), "--indicator", "A1", "--member", "KH"], (0,))
    if isinstance(proposed, str):
        return ["mapping new " + proposed]
    path = folder / "proposed.json"
    path.write_text(json.dumps(proposed, ensure_ascii=False), encoding="utf-8")
    answer = answer_of(["import", "--dry-run", str(folder / name), "--mapping", str(path)], (0, 3))
    if isinstance(answer, str):
        return ["by the proposed mapping " + answer]
    return [] if add_up(answer["rows"]) else ["by the proposed mapping the rows do not add up: %s" % answer["rows"]]


def main():
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        names = make_habits.make(folder)
        wrong = 0
        for name in sys.argv[1:] or names:
            found = look_at(folder, name)
            wrong += bool(found)
            for sentence in found:
                print("%s: %s" % (name, sentence))
    print("habits: %d of %d files are read otherwise than they must be" % (wrong, len(sys.argv[1:] or names)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
