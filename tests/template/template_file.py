#!/usr/bin/env python3
"""What stands in the file that `lontar template` writes, looked at without the program's own reader.

    tests/template/template_file.py

A catalogue whose texts begin as formulas do gives no formula; code cells are locked and inputs are not; the sheets for the
program are hidden; the same call gives the same bytes.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from xlsx_file import XlsxFile, place_of, split_place, tag  # noqa: E402

LONTAR = os.path.join(os.environ.get("LONTAR_BIN_DIR", "build/release/bin"), "lontar")
SOURCE = pathlib.Path(os.environ.get("LONTAR_SOURCE_DIR", "."))
STARTS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"]


def check(holds, sentence):
    if not holds:
        sys.exit("template_file: " + sentence)


def template(folder, out, *more):
    subprocess.run([LONTAR, "template", "--collection", str(folder), "--texts", str(SOURCE / "catalogues/asean"),
                    "--member", "KH", "--provider", "KH.MOP", "--round", "baseline-2021", "--date", "2026-11-22", *more,
                    str(out)], check=True, stdout=subprocess.DEVNULL)
    return XlsxFile(out)


def locked(book, sheet, place):
    styles = ET.fromstring(book.parts["xl/styles.xml"])
    formats = list(styles.find(tag("cellXfs")))
    for cell in book.tree(sheet).iter(tag("c")):
        if cell.get("r") == place:
            protection = formats[int(cell.get("s", "0"))].find(tag("protection"))
            return protection is None or protection.get("locked", "1") != "0"
    return True


def check_sheets(book):
    check(list(book.sheets) == ["A1", "A2", "A3", "A4", "A5", "Additional information", "lontar", "codes"],
          "sheets: %s" % list(book.sheets))
    hidden = [name for name, state in book.states.items() if state == "hidden"]
    check(hidden == ["lontar", "codes"], "hidden: %s" % hidden)
    for name in book.sheets:
        protection = book.tree(name).find(tag("sheetProtection"))
        check(protection is not None and protection.get("sheet") == "1", "%s is not protected" % name)
        check(protection.get("password") is None, "%s has a password" % name)


def check_locks(book):
    cells = book.cells("A1")
    _, header = split_place(place_of(cells, "Value"))
    for name, wanted in [("Row", True), ("Measure", True), ("Sex", True), ("Age", True), ("Value", False),
                         ("Observation status", False), ("Comment", False)]:
        column, _ = split_place(place_of(cells, name))
        check(locked(book, "A1", "%s%d" % (column, header + 1)) == wanted, "A1: %s is %slocked" % (name, "not " if wanted else ""))
    check(not locked(book, "A1", "B2"), "A1: the decimal mark is locked")


def check_choices(book):
    """Every drop-down names cells of the sheet with the codes that hold something."""
    codes = book.cells("codes")
    validations = list(book.tree("A1").iter(tag("dataValidation")))
    check(len(validations) >= 10, "A1 has only %d drop-downs" % len(validations))
    for validation in validations:
        formula = validation.find(tag("formula1")).text
        sheet, cells = formula.split("!")
        first, last = cells.replace("$", "").split(":")
        check(sheet.strip("'") == "codes" and first in codes and last in codes, "a drop-down of %s" % formula)


def check_page(folder):
    """The example of docs/formats/template.md."""
    page = (SOURCE / "docs/formats/template.md").read_text(encoding="UTF-8")
    example = page.split("```\n")[1].splitlines()
    book = template(SOURCE / "catalogues/child-labour-2025", folder / "page.xlsx", "--indicators", "A5")
    rows = {}
    for place, text in book.cells("lontar").items():
        column, row = split_place(place)
        rows.setdefault(row, {})[column] = text
    lines = []
    for _, row in sorted(rows.items()):
        last = max(row)
        lines.append(" | ".join(row.get(column, "") for column in "ABCDE" if column <= last))
    check(lines == example, "docs/formats/template.md: the example differs from\n" + "\n".join(lines))
    cells = book.cells("A5")
    for place, text in [("B13", "number (persons)"), ("C13", "F Female"), ("D13", "_T Urban and rural"),
                        ("E13", "_T Whole country"), ("F13", "_T All agencies"), ("I13", "PS persons")]:
        check("`%s` in %s" % (text, place[0]) in page, "docs/formats/template.md does not say %s" % place)
        check(cells[place] == text, "A5!%s is %r, not %r" % (place, cells[place], text))


def check_guide(folder):
    """What docs/for-statisticians.md shows of the answers, but for the size of the file."""
    guide = (SOURCE / "docs/for-statisticians.md").read_text(encoding="UTF-8")
    out = folder / "guide.xlsx"
    call = [LONTAR, "template", "--collection", str(SOURCE / "catalogues/child-labour-2025"), "--member", "KH", "--provider",
            "KH.MOP", "--round", "baseline-2021", str(out)]
    answer = subprocess.run(call, check=True, stdout=subprocess.PIPE, encoding="UTF-8").stdout
    refused = subprocess.run(call + ["--indicators", "A14"], stderr=subprocess.PIPE, encoding="UTF-8")
    check(refused.returncode == 8, "A14 ended with %d" % refused.returncode)
    for line in answer.splitlines()[1:] + refused.stderr.splitlines():
        check("    " + line in guide.splitlines(), "docs/for-statisticians.md does not show: " + line)


def check_no_formula(folder):
    """Every text of a catalogue begins like a formula, once each way."""
    for start in STARTS:
        hostile = folder / "hostile"
        shutil.copytree(SOURCE / "catalogues/child-labour-2025", hostile)
        for name, key in [("indicators.yaml", "short_name: Children 5-17 in child labour\n"),
                          ("codes.yaml", "name: Female}"), ("catalogue.yaml", "name: Sex,")]:
            text = (hostile / name).read_text(encoding="UTF-8")
            check(key in text, "%s has no %r" % (name, key))
            quoted = '"%s"' % start.replace("\t", "\\t").replace("\r", "\\r")
            begin, end = key.split(": ", 1)[0] + ": ", key[-1] if key[-1] in "},\n" else ""
            (hostile / name).write_text(text.replace(key, begin + quoted + end), encoding="UTF-8")
        book = template(hostile, folder / "hostile.xlsx")
        stated = [text for name in book.sheets for text in book.cells(name).values()]
        # A line in a cell ends in LF.
        check(any(start.replace("\r", "\n") in text for text in stated), "%r was lost" % start)
        for part, content in book.parts.items():
            check(b"<f>" not in content and b"<f " not in content, "%s has a formula of %r" % (part, start))
        shutil.rmtree(hostile)
        os.unlink(folder / "hostile.xlsx")


def check_from_anywhere(folder):
    """A collection is found by its id, with the program, whatever folder the caller is in."""
    subprocess.run([LONTAR, "template", "--collection", "asean-child-labour", "--member", "KH", "--provider", "KH.MOP",
                    "--round", "baseline-2021", "--date", "2026-11-22", "by-id.xlsx"], check=True, cwd=folder,
                   stdout=subprocess.DEVNULL)
    check((folder / "by-id.xlsx").read_bytes() == (folder / "once.xlsx").read_bytes(),
          "the collection's id gives another workbook than its folder")


def main():
    with tempfile.TemporaryDirectory(prefix="lontar-") as name:
        folder = pathlib.Path(name)
        catalogue = SOURCE / "catalogues/child-labour-2025"
        book = template(catalogue, folder / "once.xlsx")
        check_sheets(book)
        check_locks(book)
        check_choices(book)
        template(catalogue, folder / "again.xlsx")
        check((folder / "once.xlsx").read_bytes() == (folder / "again.xlsx").read_bytes(), "the bytes differ")
        check_from_anywhere(folder)
        check_page(folder)
        check_guide(folder)
        check_no_formula(folder)
    print("template_file: ok")


if __name__ == "__main__":
    main()
