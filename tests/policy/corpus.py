"""The corpus of threat T29: texts that would become something else where they are not escaped.

    corpus.py field NAME [no-controls | one-line | xml]    all of them in one text, for a field of this name; it begins as a formula
    corpus.py each NAME                              each of them alone, for a field that is short; a zero byte after each
    corpus.py rows                                   a provider's CSV file with each of them in each column of words
    corpus.py catalogue FROM TO                      a catalogue's folder, with hostile words
"""

import csv
import json
import os
import re
import shutil
import sys

CORPUS = {
    "script": "<script>alert(1)</script>",
    "attribute": "\"'><img src=x onerror=alert(1)>",
    "event": "\" onmouseover=\"alert(1)",
    "table": "</td></tr></table><h1>",
    "cdata": "]]><!--",
    "entity": "&lt;b&gt;&amp;&#60;",
    "address": "javascript:alert(1)",
    "formula": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "colour": "\x1b[31m\x1b[2J",
    "title": "\x1b]0;owned\x07",
    "c1": "\x9b31m\x9d0;owned\x9c",
    "bidi": "\u202egnirts\u2066\u2069\u202c",
    "control": "a\x01\x08\x0b\x0c\x0e\x1f\x7fb",
    "no-character": "\ufffe\uffff",
    "separator": "a\u2028b\u2029c",
    "no-width": "a\u200b\u200d\ufeffb",
    "json": "\\\"{}[]\\u0000,;",
    "lines": "one\nlontar: error: forged\r\ntwo",
    "format": "{{7*7}}${x}%s%n{0}",
    "right-to-left": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "long": "long" * 40,
    "khmer": "\u1780\u17c6\u1796\u17bb\u1784",
}
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
LINES = re.compile("[\n\r\u2028\u2029]")


def mark_of(field):
    """What says in an output that the field's text is there."""
    return "Q" + field.replace("-", "").replace(" ", "") + "Q"


def text_for(field, kind=""):
    texts = ["=1+1"] + list(CORPUS.values())
    text = f" {mark_of(field)} ".join(texts)
    if kind in ("no-controls", "one-line"):
        text = CONTROLS.sub("", text)
    if kind == "xml":
        text = CONTROLS.sub("", text).replace("\ufffe", "").replace("\uffff", "")
    if kind == "one-line":
        text = LINES.sub("", text).replace("\t", "")
    return text


def print_rows(out):
    """Each text at the beginning of a cell, in each column of words."""
    rows = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    rows.writerow(["member", "indicator", "measure", "period", "value", "source", "comment", "definition"])
    places = [(indicator, year) for indicator in ("campaign-activities", "laws-revised", "laws-adopted", "joint-programmes",
              "online-resource-users", "studies-undertaken", "whistle-blower-initiatives") for year in range(2016, 2020)]
    for number, ((name, text), (indicator, year)) in enumerate(zip(CORPUS.items(), places)):
        words = [f"{text} {mark_of(column)} {mark_of(name)}" for column in ("source", "comment", "definition")]
        rows.writerow(["KH", indicator, "number", year, 1000 + number, *words])


def hostile_catalogue(source, target):
    shutil.copytree(source, target)
    path = os.path.join(target, "indicators.yaml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    begin = text.index("- id: campaign-activities")
    words = json.dumps(text_for("catalogue"))
    for key in ("short_name", "definition"):
        at = text.index(f"    {key}:", begin)
        end = re.compile(r"\n    \w").search(text, at + 5).start()
        text = f"{text[:at]}    {key}: {words}{text[end:]}"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main(words):
    out = open(1, "w", encoding="utf-8", newline="")
    if words[0] == "field":
        out.write(text_for(*words[1:]))
    elif words[0] == "each":
        out.write("".join(f"{text} {mark_of(words[1])}\0" for text in CORPUS.values()))
    elif words[0] == "rows":
        print_rows(out)
    else:
        hostile_catalogue(*words[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
