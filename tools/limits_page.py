#!/usr/bin/env python3
"""Makes docs/reference/limits.md from core/base/limits.h: every bound with its value, unit and reason.

    tools/limits_page.py           writes the page
    tools/limits_page.py --check   writes nothing; ends with 1 if the page is not what the header says

In the header "// == Title" begins a table, the comment above a constant is its reason, and the end of its name says the
unit. What stands in docs/reference/limits.head.md goes before the tables. Standard library only.
"""

import os
import re
import sys

HEADER = "core/base/limits.h"
HEAD = "docs/reference/limits.head.md"
PAGE = "docs/reference/limits.md"

_CONSTANT = re.compile(r"inline constexpr (?:int|size_t|uint64_t) (k\w+) = (.*);")
_SAFE_VALUE = re.compile(r"(?:\d+\b|\bk[A-Z]\w*|[()*+\s]|<<)*")
# The last word of a name that says a unit; a "Max" or "Wanted" behind it says nothing about that.
_UNITS = [("Bytes", "bytes"), ("Ms", "milliseconds"), ("Seconds", "seconds"), ("Minutes", "minutes"),
          ("Hours", "hours"), ("PerSecond", "a second")]


class Mistake(Exception):
    """What is wrong in the header, with its line."""


def value_of(text, known):
    """The number that a constant's expression stands for; `known` are the constants above it."""
    plain = re.sub(r"(?:size_t|uint64_t)\{(\d+)\}", r"\1", text).replace("'", "")
    if not _SAFE_VALUE.fullmatch(plain):
        raise Mistake(f'"{text}" is more than numbers and constants')
    names = re.findall(r"k\w+", plain)
    for name in names:
        if name not in known:
            raise Mistake(f"{name} is not defined above")
    return int(eval(plain, {"__builtins__": {}}, {name: known[name] for name in names}))


def unit_of(name):
    bare = re.sub(r"(Max|Wanted)$", "", name)
    for ending, unit in sorted(_UNITS, key=lambda pair: -len(pair[0])):
        if bare.endswith(ending) or bare.endswith(ending + "First"):
            return unit
    return "count" if "Bytes" not in bare else "bytes"


def shown(value, unit):
    """As people read it: 65536 bytes are 64 KiB, 5000 milliseconds 5 s."""
    if unit == "bytes":
        for size, name in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
            if value >= size and value % size == 0:
                return f"{value // size} {name}"
        return f"{value:,} bytes"
    if unit == "milliseconds" and value % 1000 == 0:
        return f"{value // 1000} s"
    if unit == "minutes" and value >= 120 and value % 60 == 0:
        return f"{value // 60} h"
    short = {"milliseconds": "ms", "seconds": "s", "minutes": "min", "hours": "h", "a second": "a second"}
    return f"{value:,} {short[unit]}" if unit in short else (f"2^{value.bit_length() - 1}" if value >> 62 else f"{value:,}")


def words_of(name):
    """kFrameBytesMax is "frame bytes, at most"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[1:]).lower()
    return re.sub(r" max$", ", at most", words)


def statements(text):
    """(line number, kind, content): "title", "comment", "gap" and "constant", the latter joined over its lines."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line, first = lines[number].strip(), number + 1
        number += 1
        if line.startswith("// == "):
            yield first, "title", line[6:]
        elif line.startswith("// "):
            yield first, "comment", line[3:]
        elif line.startswith("inline constexpr"):
            while not line.endswith(";"):
                line += " " + lines[number].strip()
                number += 1
            yield first, "constant", line
        elif not line:
            yield first, "gap", ""


def tables_of(text):
    """[(title, [(name, value, unit, reason)])] in the header's order."""
    tables, reason, known = [], [], {}
    for number, kind, content in statements(text):
        if kind == "title":
            tables.append((content, []))
            reason = []
        elif kind == "comment":
            reason.append(content)
        elif kind == "gap":
            reason = []
        else:
            match = _CONSTANT.fullmatch(content)
            if not match:
                raise Mistake(f"line {number}: this is no constant that the page can show: {content}")
            if not tables:
                raise Mistake(f'line {number}: {match.group(1)} stands before the first "// == Title"')
            if not reason:
                raise Mistake(f"line {number}: {match.group(1)} has no reason; write a comment above it")
            try:
                known[match.group(1)] = value_of(match.group(2), known)
            except Mistake as mistake:
                raise Mistake(f"line {number}: {mistake}") from None
            name = match.group(1)
            tables[-1][1].append((name, known[name], unit_of(name), " ".join(reason)))
            reason = []
    return [(title, rows) for title, rows in tables if rows]


def page_of(head, tables):
    lines = [head.rstrip("\n"), ""]
    for title, rows in tables:
        lines += [f"## {title}", "", "| limit | value | reason | name in the code |", "|---|---|---|---|"]
        for name, value, unit, reason in rows:
            safe = reason.replace("|", "\\|")
            lines.append(f"| {words_of(name)} | {shown(value, unit)} | {safe} | `{name}` |")
        lines.append("")
    return "\n".join(lines)


def made(root):
    """The page's text as it should be."""
    with open(os.path.join(root, HEADER), encoding="utf-8") as file:
        tables = tables_of(file.read())
    with open(os.path.join(root, HEAD), encoding="utf-8") as file:
        return page_of(file.read(), tables)


def stale(root):
    """What is wrong with the page, in one sentence; None where it is right."""
    try:
        text = made(root)
        with open(os.path.join(root, PAGE), encoding="utf-8") as file:
            return None if file.read() == text else f"{PAGE} is not what {HEADER} says; run tools/limits_page.py"
    except FileNotFoundError as missing:
        return f"{missing.filename} is not there; run tools/limits_page.py"
    except Mistake as mistake:
        return f"{HEADER}: {mistake}"


def main(arguments):
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if arguments == ["--check"]:
        wrong = stale(root)
        if wrong:
            print(f"limits_page: {wrong}", file=sys.stderr)
        return 1 if wrong else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    text = made(root)
    with open(os.path.join(root, PAGE), "w", encoding="utf-8") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
