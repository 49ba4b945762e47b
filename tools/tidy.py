#!/usr/bin/env python3
"""Checks what the compiler and the link test cannot: edges between rooms, walls, sizes, forbidden calls and words,
that every reason id is explained, and that the page of limits is what the header says.

    tools/tidy.py [--root DIR]

Prints "file:line: [rule] what; what would be right" for each finding and ends with 1 if there is one. Waivers with their
reasons: tools/tidy_waivers.txt. Standard library only.
"""

import os
import re
import sys

sys.dont_write_bytecode = True

import limits_page  # noqa: E402
import tidy_code  # noqa: E402
import tidy_rules as rules  # noqa: E402

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
_SKIPPED_FOLDERS = {"build", "demo-data", ".git", "__pycache__", "third_party"}
_NAMESPACE = re.compile(r"^namespace (lontar(?:::\w+)*) \{", re.MULTILINE)
_TYPE = re.compile(r"^(?:struct|class|enum class)(?: ABSL_\w+)? (\w+)[^;{]*\{", re.MULTILINE)
_CODE_FOLDERS = ("core/", "node/", "hub/", "cli/", "tests/", "bench/")


class Findings:
    def __init__(self):
        self.items = []

    def add(self, path, line, rule, what):
        self.items.append((path, line, rule, what))


def room_of(path):
    """The room that a file or an include path lies in; None outside of rooms."""
    folder = path.rpartition("/")[0]
    while folder:
        if folder in rules.EDGES or folder in rules.FREE_ROOMS:
            return folder
        folder = folder.rpartition("/")[0]
    return None


def reachable(room):
    """What a room may include: itself, its edges, and what those stand on."""
    reached, waiting = set(), [room]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(rules.EDGES.get(current, []))
    return reached - set(rules.WITHHELD.get(room, []))


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def includes_of(text):
    # Commented includes do not count; the quotes must survive, so only comments are blanked here.
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.DOTALL)
    return [(line_of(text, m.start()), m.group(1), m.group(2)) for m in _INCLUDE.finditer(text)]


def check_edges(path, includes, findings):
    room = room_of(path)
    if room is None:
        findings.add(path, 1, "edge", "this folder is no room; DESIGN.md section 9 and tools/tidy_rules.py list them")
    if room is None or room in rules.FREE_ROOMS:
        return
    allowed = reachable(room)
    for line, quote, target in includes:
        other = room_of(target)
        if other in rules.FREE_ROOMS:
            findings.add(path, line, "edge", f'{room} includes "{target}"; programs never include {other}')
        elif other and other not in allowed and target not in rules.EXTRA_HEADERS.get(room, []):
            names = ", ".join(sorted(allowed - {room})) or "no other room"
            findings.add(path, line, "edge", f'{room} includes "{target}"; it may include {names}')
        elif other is None and quote == '"' and "/" not in target:
            findings.add(path, line, "include", f'"{target}" has no folder; write the path from the repository root')


def check_walls(path, includes, findings):
    for line, _, target in includes:
        for name, behind, passes, right in rules.WALLS:
            if behind.search(target) and not passes.search(path):
                findings.add(path, line, "wall", f"<{target}> stands behind the {name} wall; {right}")


def check_pure(path, code, includes, findings):
    if room_of(path) not in rules.PURE_ROOMS:
        return
    for line, _, target in includes:
        if rules.IMPURE_HEADER.match(target):
            findings.add(path, line, "pure", f"<{target}> in a room without threads, files, clocks and entropy; "
                         "let the service do it and pass the result in")
    for match in rules.IMPURE_NAME.finditer(code):
        findings.add(path, line_of(code, match.start()), "pure",
                     f"{match.group(0)} in a room without threads, files, clocks and entropy; take the interface")


def check_sizes(path, text, code, includes, findings):
    lines = text.split("\n")
    count = len(lines) - (1 if lines and not lines[-1] else 0)
    is_test = path.startswith("tests/")
    limit = rules.TEST_LINES_MAX if is_test else rules.SOURCE_LINES_MAX
    if path.endswith(".h"):
        limit = rules.HEADER_LINES_MAX
    if count > limit:
        findings.add(path, count, "file-length", f"{count} lines; at most {limit}: split it by what it does")
    for number, line in enumerate(lines, 1):
        if len(line) > rules.LINE_COLUMNS_MAX:
            findings.add(path, number, "line-length", f"{len(line)} columns; at most {rules.LINE_COLUMNS_MAX}")
    if len(includes) > rules.INCLUDES_MAX:
        findings.add(path, includes[-1][0], "includes",
                     f"{len(includes)} includes; at most {rules.INCLUDES_MAX}: the file does too much")
    for name, first, last, parameters in tidy_code.functions(code):
        length = last - first + 1
        if length > rules.FUNCTION_LINES_MAX:
            findings.add(path, first, "function-length",
                         f"{name} has {length} lines; at most {rules.FUNCTION_LINES_MAX}: make straight parts of it")
        if parameters is not None and parameters > rules.PARAMETERS_MAX:
            findings.add(path, first, "parameters",
                         f"{name} has {parameters} parameters; at most {rules.PARAMETERS_MAX}, then an options struct")


def check_calls(path, code, findings):
    for rule, pattern, holds_for, spared, right in rules.CALLS:
        if not holds_for.search(path) or spared.search(path):
            continue
        for match in pattern.finditer(code):
            findings.add(path, line_of(code, match.start()), rule, f"{match.group(0)}; {right}")


def check_words(path, text, findings):
    for number, line in enumerate(text.split("\n"), 1):
        match = rules.MARKERS.search(line)
        if match and not rules.MARKER_SPARED.search(line):
            findings.add(path, number, "marker", f'"{match.group(0)}"; do it, or say what is so and why')
        match = rules.MACHINE_PATH.search(line)
        if match:
            findings.add(path, number, "machine-path", f'"{match.group(0)}…" is a folder of one machine; '
                         "take it as an option or from the repository root")


def reasons_in(text):
    """The reason ids that a source file gives: (line, id)."""
    reasons = []
    for offset, literal in tidy_code.plain_strings(text):
        several = rules.REASON_ID.fullmatch(literal)
        if not several and not rules.REASON_WORD.fullmatch(literal):
            continue
        if not several and not rules.REASON_ID_BEHIND_CODE.search(text[max(0, offset - 80):offset]):
            continue
        if not any(pattern.fullmatch(literal) for pattern, _ in rules.NO_REASON_IDS):
            reasons.append((line_of(text, offset), literal))
    return reasons


def check_reasons(page, sources, findings):
    """The page of reason ids against the sources, both ways."""
    listed, given = {}, set()
    for number, line in enumerate(page.split("\n"), 1):
        row = rules.REASON_ROW.match(line)
        if row and row.group(1) in listed:
            findings.add(rules.REASON_PAGE, number, "reason-listed",
                         f"{row.group(1)} stands in line {listed[row.group(1)]} already; explain it once")
        elif row:
            listed[row.group(1)] = number
    for path, text in sources:
        for line, reason in reasons_in(text):
            given.add(reason)
            if reason not in listed:
                findings.add(path, line, "reason-listed",
                             f"{reason} is not in {rules.REASON_PAGE}; say there what it means and what to do, "
                             "or in tools/tidy_rules.py that it is no reason id")
    for reason in sorted(set(listed) - given):
        findings.add(rules.REASON_PAGE, listed[reason], "reason-listed",
                     f"no program gives {reason}; take the line out")


def types_in(code):
    """The types that a header defines outside of other types: (line, name with its namespace)."""
    namespace = _NAMESPACE.search(code)
    return [(line_of(code, match.start()), f"{namespace.group(1)}::{match.group(1)}" if namespace else match.group(1))
            for match in _TYPE.finditer(code)]


def check_types(headers, findings):
    """No name for two types: where a binary has both, the linker keeps the functions of one of them without a word."""
    seen = {}
    for path, code in headers:
        for line, name in types_in(code):
            if name in seen:
                findings.add(path, line, "one-type", f"{name} is defined in {seen[name]} already; choose another name")
            seen.setdefault(name, path)


def check_folders(paths, findings):
    bad = set()
    for path in paths:
        parts = path.split("/")
        for depth, part in enumerate(parts[:-1]):
            if part.lower() in rules.FOLDER_NAMES:
                bad.add("/".join(parts[: depth + 1]))
    for folder in sorted(bad):
        findings.add(folder, 1, "folder", "this name says nothing; if a function has no room, the room list is wrong")


def check_file(path, text, findings):
    if path.endswith(rules.TEXT_SUFFIXES) or "." not in path:
        check_words(path, text, findings)
    if not path.endswith((".h", ".cc")) or not path.startswith(_CODE_FOLDERS):
        return
    code = tidy_code.bare_code(text)
    includes = includes_of(text)
    if path.endswith(".h") and not text.startswith("#pragma once\n"):
        findings.add(path, 1, "pragma", "a header's first line is #pragma once")
    check_edges(path, includes, findings)
    check_walls(path, includes, findings)
    check_pure(path, code, includes, findings)
    check_sizes(path, text, code, includes, findings)
    check_calls(path, code, findings)


def files_below(root):
    paths = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in _SKIPPED_FOLDERS)
        relative = os.path.relpath(folder, root).replace(os.sep, "/")
        prefix = "" if relative == "." else relative + "/"
        paths.extend(prefix + name for name in sorted(names))
    return paths


def read_waivers(root, findings):
    """{(rule, path): line number}. A line is `rule path reason`."""
    waivers = {}
    name = "tools/tidy_waivers.txt"
    try:
        with open(os.path.join(root, name), encoding="utf-8") as file:
            lines = file.read().split("\n")
    except FileNotFoundError:
        return waivers
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split(None, 2)
        if len(words) < 3:
            findings.add(name, number, "waiver", "a waiver is: rule, path, reason")
        else:
            waivers[(words[0], words[1])] = number
    return waivers


def without_waived(waivers, findings):
    used = set()
    kept = []
    for item in findings.items:
        key = (item[2], item[0])
        if key in waivers:
            used.add(key)
        else:
            kept.append(item)
    for key in sorted(set(waivers) - used):
        kept.append(("tools/tidy_waivers.txt", waivers[key], "waiver",
                     f"nothing to waive for {key[0]} in {key[1]}; take the line out"))
    return kept


def check_tree(root):
    """All findings below `root`, waived ones left out: (path, line, rule, what)."""
    findings = Findings()
    paths = files_below(root)
    check_folders(paths, findings)
    page, sources, headers = "", [], []
    for path in paths:
        with open(os.path.join(root, path), "rb") as file:
            data = file.read()
        if b"\0" in data[:4096]:
            continue
        text = data.decode("utf-8", errors="replace")
        check_file(path, text, findings)
        if path.endswith(".h") and path.startswith(_CODE_FOLDERS):
            headers.append((path, tidy_code.bare_code(text)))
        if path == rules.REASON_PAGE:
            page = text
        elif rules.REASON_SOURCE.search(path):
            sources.append((path, text))
    check_reasons(page, sources, findings)
    check_types(headers, findings)
    if limits_page.HEADER in paths:
        wrong = limits_page.stale(root)
        if wrong:
            findings.add(limits_page.PAGE, 1, "limits", wrong)
    return without_waived(read_waivers(root, findings), findings)


def main(arguments):
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if len(arguments) == 2 and arguments[0] == "--root":
        root = arguments[1]
    elif arguments:
        print(__doc__, file=sys.stderr)
        return 2
    found = sorted(check_tree(root))
    for path, line, rule, what in found:
        print(f"{path}:{line}: [{rule}] {what}")
    if found:
        print(f"tidy: {len(found)} findings", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
