#!/usr/bin/env python3
"""A template through an office: made by the program, filled, saved again by LibreOffice, imported.

    tests/template/template_roundtrip.py

Every cell that LibreOffice was given must come back, on every sheet; sheets stay hidden, protected and in their order, and
drop-downs keep their cells; and the program imports the same figures and findings from both files. Standard library only. Skipped where LibreOffice is not installed.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from xlsx_file import XlsxFile, place_of, split_place, tag  # noqa: E402

LONTAR = os.path.join(os.environ.get("LONTAR_BIN_DIR", "build/release/bin"), "lontar")
SOURCE = pathlib.Path(os.environ.get("LONTAR_SOURCE_DIR", "."))
OFFICE_SECONDS = 120
# By column: what a ministry types. Text with a mark of its own, digits that must not become a number or a date, a line
# break, scripts of the region, what a spreadsheet would take for a formula, and the longest that a cell holds.
TEXTS = {
    "Comment": ["=1+1", "line one\nline two", "ការងារកុមារ", "ເດັກນ້ອຍ", "แรงงานเด็ก", "trẻ em 5–17", "<b>&amp;\"'", "0012",
                "1/2", "- none", "x" * 32767, "ကလေး"],
    "Source (survey, register)": ["CSES 2016", "Labour force survey, 2nd round"],
    "Differs from the definition in": ["geography", "concept; coverage"],
}
VALUES = [12.6, 0, 1234567, 0.1, 99.999, 15, 3.5, 0.125, 1e-3, 755245.25, 7, 8.75]

SHEETS = ["A1", "A3"]
# What is imported of each sheet: place, value, period (of cell B5 where the row has none), status.
CELLS = [
    ("K12", "12.6", "2016", "A"), ("K13", "0", "2016-Q3", "E"), ("K15", "0.1", "2016", "A"), ("K16", "99.999", "2016", "E"),
    ("K17", "15", "2016-Q3", "P"), ("K19", "0.125", "2016", "E"), ("K20", "0.001", "2016", "P"), ("K23", "8.75", "2016", "P"),
    ("K25", None, "2016", "L"),
]
# In words: of the first indicator text, of the second a reference ("References: " stands before it).
WORDS = {"C5": "No survey since 2012.\nThe next one is planned.", "D6": "US report"}
WORDS_READ = [("A1", "'Additional information'!C5", len(WORDS["C5"])), ("A2", "'Additional information'!C6", 21)]
# And what is refused: a month as 2016-07, percents above 100, the last one typed as 1.234,5, and the longest text.
ERRORS = [
    ("J14", "NOT_A_PERIOD"), ("J18", "NOT_A_PERIOD"), ("K21", "PERCENT_OUT_OF_RANGE"), ("J22", "NOT_A_PERIOD"),
    ("S22", "TEXT_TOO_LONG"), ("K24", "PERCENT_OUT_OF_RANGE"),
]


def check(holds, sentence):
    if not holds:
        sys.exit("template_roundtrip: " + sentence)


def fill(book, sheet):
    """Fills the first rows of an indicator's sheet. Gives what was written, by place."""
    cells = book.cells(sheet)
    _, header = split_place(place_of(cells, "Value"))
    columns = {text: split_place(place)[0] for place, text in cells.items() if split_place(place)[1] == header}
    written = {"B2": ",", "B5": "2016"}
    for i, value in enumerate(VALUES):
        row = header + 1 + i
        written["%s%d" % (columns["Value"], row)] = value
        written["%s%d" % (columns["Period (2016, 2016-Q3)"], row)] = ["2016", "2016-Q3", "2016-07", ""][i % 4]
        written["%s%d" % (columns["Observation status"], row)] = ["", "E estimated figure", "P"][i % 3]
        for name, texts in TEXTS.items():
            written["%s%d" % (columns[name], row)] = texts[i % len(texts)]
    row = header + 1 + len(VALUES)
    written["%s%d" % (columns["Value"], row)] = "1.234,5"
    written["%s%d" % (columns["Observation status"], row + 1)] = "L exists, but not collected"
    book.fill(sheet, written)
    return written


def save_again(folder, source):
    """What LibreOffice makes of the file; it needs a profile of its own, or a running one would answer."""
    out = folder / "saved"
    done = subprocess.run(["soffice", "-env:UserInstallation=file://%s" % (folder / "profile"), "--headless",
                           "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=OFFICE_SECONDS)
    check((out / source.name).exists(), "LibreOffice saved nothing: %s" % done.stdout.decode(errors="replace"))
    return XlsxFile(out / source.name)


def same(before, after):
    """A number may be written in another way."""
    if before == after:
        return True
    try:
        return float(before) == float(after)
    except ValueError:
        return False


def compare(before, after):
    check(list(before.sheets) == list(after.sheets), "sheets became %s" % list(after.sheets))
    check(before.states == after.states, "hidden became %s" % after.states)
    count = 0
    for sheet in before.sheets:
        left, right = before.cells(sheet), after.cells(sheet)
        for place in sorted(set(left) | set(right)):
            check(same(left.get(place, ""), right.get(place, "")), "%s!%s: %.60r became %.60r" %
                  (sheet, place, left.get(place, ""), right.get(place, "")))
            count += 1
        for name in ["sheetProtection", "mergeCell"]:
            left, right = [len(list(book.tree(sheet).iter(tag(name)))) for book in (before, after)]
            check(left == right, "%s: %d of %s became %d" % (sheet, left, name, right))
        check(choices(before, sheet) == choices(after, sheet), "%s: other drop-downs" % sheet)
    return count


def choices(book, sheet):
    """(cell, list) of every drop-down, cell by cell where ranges are cut otherwise."""
    found = set()
    for validation in book.tree(sheet).iter(tag("dataValidation")):
        formula = validation.find(tag("formula1")).text.replace("'", "").replace("$", "")
        for cells in validation.get("sqref").split():
            first, last = (cells.split(":") * 2)[:2]
            column, start = split_place(first)
            for row in range(start, split_place(last)[1] + 1):
                found.add((column, row, formula))
    return found


def imported(path):
    """What `lontar import` sees in the file, without its name."""
    call = [LONTAR, "import", str(path), "--dry-run", "--json", "--member", "KH", "--catalogue",
            str(SOURCE / "catalogues/child-labour-2025")]
    done = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="UTF-8")
    check(done.returncode in (0, 3), "import of %s ended with %d: %s" % (path.name, done.returncode, done.stderr))
    answer = json.loads(done.stdout)
    return {key: answer[key] for key in ["rows", "cells", "narratives", "findings"]}


def compare_imports(filled, saved):
    left, right = imported(filled), imported(saved)
    for key in left:
        check(left[key] == right[key], "imported %s differ: %.2000s / %.2000s" % (key, left[key], right[key]))
    cells = [(cell["place"], cell["value"], cell["period"], cell["status"]) for cell in left["cells"]]
    wanted = [("%s!%s" % (sheet, place), *rest) for sheet in SHEETS for place, *rest in CELLS]
    check(cells == wanted, "imported %s" % cells)
    refused = [(finding["place"], finding["id"]) for finding in left["findings"] if finding["severity"] == "error"]
    check(refused == [("%s!%s" % (sheet, place), reason) for sheet in SHEETS for place, reason in ERRORS],
          "refused %s" % refused)
    words = [(said["code"], said["place"], said["bytes"]) for said in left["narratives"]["list"]]
    check(words == WORDS_READ, "words %s" % words)
    # Of each sheet fourteen rows are filled.
    rows = left["rows"]
    check((rows["read"], rows["taken"], rows["refused"]) == (28, 18, 10), "rows %s" % rows)
    return len(left["cells"])


def main():
    if shutil.which("soffice") is None:
        print("skipped: no LibreOffice here (package libreoffice-calc-nogui)")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="lontar-") as name:
        folder = pathlib.Path(name)
        made = folder / "made.xlsx"
        subprocess.run([LONTAR, "template", "--collection", str(SOURCE / "catalogues/child-labour-2025"), "--member", "KH",
                        "--provider", "KH.MOP", "--round", "baseline-2021", "--date", "2026-11-22", str(made)],
                       check=True, stdout=subprocess.DEVNULL)
        book = XlsxFile(made)
        for sheet in SHEETS:
            written = fill(book, sheet)
            held = book.cells(sheet)
            for place, value in written.items():
                check(same(str(value), held.get(place, "")), "%s!%s was not filled" % (sheet, place))
        book.fill("Additional information", WORDS)
        filled = folder / "filled.xlsx"
        book.save(filled)
        count = compare(book, save_again(folder, filled))
        figures = compare_imports(filled, folder / "saved" / filled.name)
    print("template_roundtrip: ok, %d cells, %d figures" % (count, figures))


if __name__ == "__main__":
    main()
