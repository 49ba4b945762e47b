"""Types into a workbook as a person would.

    fill.py FILE.xlsx SHEET CELL=TEXT ...    a cell is B5, or Value+2: the second row below the head "Value"
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "template"))
from xlsx_file import XlsxFile, place_of, split_place  # noqa: E402


def place_named(cells, name):
    if "+" not in name:
        return name
    head, row = name.rsplit("+", 1)
    column, head_row = split_place(place_of(cells, head))
    return "%s%d" % (column, head_row + int(row))


def main(words):
    path, sheet = words[:2]
    book = XlsxFile(path)
    cells = book.cells(sheet)
    typed = [word.split("=", 1) for word in words[2:]]
    book.fill(sheet, {place_named(cells, name): text for name, text in typed})
    book.save(path)


main(sys.argv[1:])
