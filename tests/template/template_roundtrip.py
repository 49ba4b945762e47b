#!/usr/bin/env python3
"""A template through an office: made by the program, filled, saved again by LibreOffice, read again.

    tests/template/template_roundtrip.py

Every cell that LibreOffice was given must come back, on every sheet; sheets stay hidden, protected and in their order, and
drop-downs keep their cells. Standard library only. Skipped where LibreOffice is not installed.
"""

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
        for sheet in ["A1", "A3"]:
            written = fill(book, sheet)
            held = book.cells(sheet)
            for place, value in written.items():
                check(same(str(value), held.get(place, "")), "%s!%s was not filled" % (sheet, place))
        book.fill("Additional information", {"C5": "No survey since 2012.\nThe next one is planned.", "D6": "US report"})
        filled = folder / "filled.xlsx"
        book.save(filled)
        count = compare(book, save_again(folder, filled))
    print("template_roundtrip: ok, %d cells" % count)


if __name__ == "__main__":
    main()
