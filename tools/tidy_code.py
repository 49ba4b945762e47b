"""Reads C++ far enough for tools/tidy.py: code without comments and strings, and where functions begin and end."""

import re

_TOKEN = re.compile(
    r"""//[^\n]*"""
    r"""|/\*.*?\*/"""
    r"""|R"(?P<delim>[^()\s\\]{0,16})\(.*?\)(?P=delim)\""""
    r"""|"(?:\\.|[^"\\\n])*\""""
    r"""|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'""",
    re.DOTALL | re.VERBOSE,
)


def bare_code(text):
    """The same text with comments blanked and literals emptied; every line keeps its number."""

    def blank(match):
        token = match.group(0)
        newlines = "\n" * token.count("\n")
        if token.startswith("/"):
            return " " + newlines
        return ('""' if token[0] in '"R' else "' '") + newlines

    return _TOKEN.sub(blank, text)


def plain_strings(text):
    """The "..." literals outside of comments: (offset, content as it is written)."""
    return [(match.start(), match.group(0)[1:-1]) for match in _TOKEN.finditer(text) if match.group(0)[0] == '"']


def _without_templates(head):
    """Takes a leading `template <...>` away."""
    match = re.match(r"\s*template\s*<", head)
    if not match:
        return head
    depth, at = 1, match.end()
    while at < len(head) and depth:
        depth += {"<": 1, ">": -1}.get(head[at], 0)
        at += 1
    return _without_templates(head[at:])


def _parameters(head):
    """Counts the parameters of the first parenthesis that is not inside template arguments; None if there is none."""
    depth, start = 0, None
    for at, c in enumerate(head):
        if c == "<":
            depth += 1
        elif c == ">" and head[at - 1] != "-":
            depth -= 1
        elif c == "(" and depth <= 0:
            start = at + 1
            break
    if start is None:
        return None
    depth, commas, at = 0, 0, start
    while at < len(head):
        c = head[at]
        if c in "(<[{":
            depth += 1
        elif c == ")" and depth == 0:
            break
        elif c in ")]}" or (c == ">" and head[at - 1] != "-"):
            depth -= 1
        elif c == "," and depth == 0:
            commas += 1
        at += 1
    inside = head[start:at].strip()
    return 0 if inside in ("", "void") else commas + 1


def _kind(head):
    """What the brace after `head` opens, outside of functions: a scope, a function, or a list of values."""
    head = _without_templates(head).strip()
    if re.match(r"(inline\s+)?namespace\b|extern\s*\"", head):
        return "scope", head
    if re.match(r"(typedef\s+)?(class|struct|union|enum)\b", head) and not re.search(r"\)\s*(const)?\s*$", head):
        return "scope", head
    if "(" in head and not head.startswith("#"):
        return "function", head
    return "list", head


def functions(code):
    """Each function of bare code: (name, first line, last line, number of parameters). Lines count from 1."""
    found = []
    stack = []
    head, line, head_line = "", 1, 1
    for c in re.sub(r"(?m)^[ \t]*#(?:.*\\\n)*.*$", _blank_lines, code):
        if c == "\n":
            line += 1
        if c == "{":
            opaque = bool(stack) and stack[-1][0] != "scope"
            kind, cleaned = ("inner", "") if opaque else _kind(head)
            stack.append((kind, cleaned, head_line))
            head = ""
        elif c == "}":
            if stack:
                kind, cleaned, first = stack.pop()
                if kind == "function":
                    found.append((_name(cleaned), first, line, _parameters(cleaned)))
            head = ""
        elif c == ";" or (c == ":" and head.strip() in ("public", "private", "protected")):
            head = ""
        else:
            if not head.strip():
                head_line = line
            head += c
    return found


def _blank_lines(match):
    return "\n" * match.group(0).count("\n")


def _name(head):
    match = re.search(r"([\w:~]+|operator\S+)\s*\(", head)
    name = match.group(1) if match else "function"
    if name in ("TEST", "TEST_F", "TEST_P"):
        case = re.search(r"\(\s*(\w+)\s*,\s*(\w+)", head)
        return f"{case.group(1)}.{case.group(2)}" if case else name
    return name
