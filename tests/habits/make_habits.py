#!/usr/bin/env python3
"""Files as real offices send them, with what an import must say about each.

    tests/habits/make_habits.py OUT

Writes OUT/NAME, OUT/NAME.mapping.json where the file needs a mapping, and OUT/NAME.expected.json: the counts of rows, every figure
with its place, every error, warning and note on the file with its place. The figures are published ones (figures.py names where),
and what is expected is written from them, not from what the programs say. Python's standard library only.
"""

import json
import os
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import csv_habits  # noqa: E402
import xlsx_habits  # noqa: E402
from figures import Figures  # noqa: E402


def make(out):
    """The names of the files that were written."""
    source = pathlib.Path(os.environ.get("LONTAR_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
    figures = Figures(source / "data/published")
    names = []
    for habits in csv_habits.ALL + xlsx_habits.ALL:
        for habit, content in habits(figures):
            (out / habit.name).write_bytes(content)
            if habit.mapping is not None:
                (out / (habit.name + ".mapping.json")).write_text(habit.mapping, encoding="utf-8")
            text = json.dumps(habit.expected(), ensure_ascii=False, indent=1) + "\n"
            (out / (habit.name + ".expected.json")).write_text(text, encoding="utf-8")
            names.append(habit.name)
    return names


def main():
    if len(sys.argv) != 2:
        sys.exit("make_habits: usage: make_habits.py OUT")
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    print("make_habits: %d files" % len(make(out)))


if __name__ == "__main__":
    main()
