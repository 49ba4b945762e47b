"""A workbook as the parts that a spreadsheet program writes, from cells of Python; the standard library only.

Source: ECMA-376 part 1, SpreadsheetML. Shares nothing with the program's own writer.
"""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Number formats by the style of a cell: none, a date, a percentage, thousands.
FORMATS = ["", "d-mmm", "0.0%", "#,##0"]


class Number:
    """A number as the file stores it, shown in one of FORMATS."""

    def __init__(self, stored, style=0):
        self.stored, self.style = stored, style

    def xml(self, place, _):
        return '<c r="%s" s="%d"><v>%s</v></c>' % (place, self.style, self.stored)


class Formula:
    """A formula, with the result that the file stores or none."""

    def __init__(self, formula, result=None):
        self.formula, self.result = formula, result

    def xml(self, place, _):
        result = "" if self.result is None else "<v>%s</v>" % escape(self.result)
        return '<c r="%s"><f>%s</f>%s</c>' % (place, escape(self.formula), result)


class Error:
    def __init__(self, text):
        self.text = text

    def xml(self, place, _):
        return '<c r="%s" t="e"><v>%s</v></c>' % (place, self.text)


class Inline:
    """A text in its own cell, in two runs as after an edit."""

    def __init__(self, first, second):
        self.runs = (first, second)

    def xml(self, place, _):
        runs = "".join('<r><t xml:space="preserve">%s</t></r>' % escape(run) for run in self.runs)
        return '<c r="%s" t="inlineStr"><is>%s</is></c>' % (place, runs)


class Sheet:
    """Rows of cells: a str is a shared text, None an empty cell. `merged`: "B2:C2"; hidden rows from 1, columns from 1."""

    def __init__(self, name, rows, merged=(), hidden_rows=(), hidden_columns=(), is_hidden=False):
        self.name, self.rows, self.merged = name, rows, merged
        self.hidden_rows, self.hidden_columns, self.is_hidden = hidden_rows, hidden_columns, is_hidden

    def xml(self, texts):
        rows = []
        for number, cells in enumerate(self.rows, 1):
            inside = []
            for column, cell in enumerate(cells):
                place = "%s%d" % (chr(ord("A") + column), number)
                if isinstance(cell, str):
                    index = texts.setdefault(cell, len(texts))
                    inside.append('<c r="%s" t="s"><v>%d</v></c>' % (place, index))
                elif cell is not None:
                    inside.append(cell.xml(place, texts))
            hidden = ' hidden="1"' if number in self.hidden_rows else ""
            rows.append('<row r="%d"%s>%s</row>' % (number, hidden, "".join(inside)))
        columns = "".join('<col min="%d" max="%d" width="9" hidden="1"/>' % (at, at) for at in self.hidden_columns)
        columns = "<cols>%s</cols>" % columns if columns else ""
        merged = "".join('<mergeCell ref="%s"/>' % ref for ref in self.merged)
        merged = '<mergeCells count="%d">%s</mergeCells>' % (len(self.merged), merged) if merged else ""
        return '%s<worksheet xmlns="%s">%s<sheetData>%s</sheetData>%s</worksheet>' % (HEAD, MAIN, columns, "".join(rows), merged)


def relations(targets):
    inside = "".join('<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (number, OFFICE, kind, target)
                     for number, (kind, target) in enumerate(targets, 1))
    return '%s<Relationships xmlns="%srelationships">%s</Relationships>' % (HEAD, PACKAGE, inside)


def styles():
    formats = "".join('<numFmt numFmtId="%d" formatCode=%s/>' % (164 + i, quoteattr(code))
                      for i, code in enumerate(FORMATS) if code)
    cells = "".join('<xf numFmtId="%d"/>' % (164 + i if code else 0) for i, code in enumerate(FORMATS))
    return '%s<styleSheet xmlns="%s"><numFmts count="%d">%s</numFmts><cellXfs count="%d">%s</cellXfs></styleSheet>' % (
        HEAD, MAIN, len(FORMATS) - 1, formats, len(FORMATS), cells)


def workbook(sheets):
    """The bytes of the file. Zip times are fixed: the same cells give the same bytes."""
    texts = {}
    parts = {"xl/worksheets/sheet%d.xml" % number: sheet.xml(texts) for number, sheet in enumerate(sheets, 1)}
    names = "".join('<sheet name=%s sheetId="%d"%s r:id="rId%d"/>' % (
        quoteattr(sheet.name), number, ' state="hidden"' if sheet.is_hidden else "", number)
                    for number, sheet in enumerate(sheets, 1))
    targets = [("worksheet", "worksheets/sheet%d.xml" % number) for number in range(1, len(sheets) + 1)]
    parts["_rels/.rels"] = relations([("officeDocument", "xl/workbook.xml")])
    parts["xl/workbook.xml"] = '%s<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (HEAD, MAIN, OFFICE, names)
    parts["xl/_rels/workbook.xml.rels"] = relations(targets + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")])
    parts["xl/styles.xml"] = styles()
    shared = "".join('<si><t xml:space="preserve">%s</t></si>' % escape(text) for text in texts)
    parts["xl/sharedStrings.xml"] = '%s<sst xmlns="%s" uniqueCount="%d">%s</sst>' % (HEAD, MAIN, len(texts), shared)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(parts.items()):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 22, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
