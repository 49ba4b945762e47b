"""A workbook as its XML: read by cells, filled cell by cell, with the standard library only.

Shares nothing with the program's own reader and writer, so that the two can be compared.
Source: ECMA-376 part 1, SpreadsheetML.
"""

import re
import xml.etree.ElementTree as ET
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ET.register_namespace("", MAIN)
ET.register_namespace("r", RELATION)


def tag(name):
    return "{%s}%s" % (MAIN, name)


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class XlsxFile:
    """The parts of a workbook; `sheets` maps names, in the order of the tabs, to the names of their parts."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        book = ET.fromstring(self.parts["xl/workbook.xml"])
        relations = ET.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        targets = {relation.get("Id"): relation.get("Target").lstrip("/") for relation in relations}
        self.sheets = {}
        self.states = {}
        for sheet in book.iter(tag("sheet")):
            target = targets[sheet.get("{%s}id" % RELATION)]
            self.sheets[sheet.get("name")] = target if target.startswith("xl/") else "xl/" + target
            self.states[sheet.get("name")] = sheet.get("state", "visible")
        self.strings = []
        if "xl/sharedStrings.xml" in self.parts:
            for item in ET.fromstring(self.parts["xl/sharedStrings.xml"]):
                self.strings.append("".join(text.text or "" for text in item.iter(tag("t"))))

    def tree(self, sheet):
        return ET.fromstring(self.parts[self.sheets[sheet]])

    def cells(self, sheet):
        """Text by place, "B2"; empty cells are left out."""
        found = {}
        for cell in self.tree(sheet).iter(tag("c")):
            text = self.text_of(cell)
            if text != "":
                found[cell.get("r")] = text
        return found

    def text_of(self, cell):
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(text.text or "" for text in cell.iter(tag("t")))
        value = cell.find(tag("v"))
        if value is None or value.text is None:
            return ""
        return self.strings[int(value.text)] if kind == "s" else value.text

    def fill(self, sheet, values):
        """Writes values, by place; a float or an int becomes a number, a str a text. The cells must be there."""
        tree = self.tree(sheet)
        cells = {cell.get("r"): cell for cell in tree.iter(tag("c"))}
        for place, value in values.items():
            cell = cells[place]
            for child in list(cell):
                cell.remove(child)
            if isinstance(value, str):
                cell.set("t", "inlineStr")
                text = ET.SubElement(ET.SubElement(cell, tag("is")), tag("t"))
                text.text = value
            else:
                cell.attrib.pop("t", None)
                ET.SubElement(cell, tag("v")).text = repr(value)
        self.parts[self.sheets[sheet]] = ET.tostring(tree, xml_declaration=True, encoding="UTF-8")

    def save(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)


def place_of(cells, text):
    """The place of the only cell with the text."""
    found = [place for place, held in cells.items() if held == text]
    if len(found) != 1:
        raise KeyError("%r stands in %s" % (text, found or "no cell"))
    return found[0]


def split_place(place):
    letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", place).groups()
    return letters, int(digits)
