"""One file of an office as rows of cells, with what an import must say about each: its figures, its errors, their places."""

import csv
import io
import json

NAMED = ["member", "indicator", "measure", "period", "sex", "age", "value"]


class Habit:
    """Rows are added in the order of the file. A column is a letter, as a spreadsheet has them."""

    def __init__(self, name, head=None, sheet="", concept="_Z"):
        self.name, self.sheet, self.concept = name, sheet, concept
        self.lines, self.cells, self.findings = [], [], []
        self.rows = dict.fromkeys(["read", "taken", "unchanged", "warned", "refused", "not_taken", "other_member"], 0)
        self.form = "named-columns"
        self.mapping = None
        self.proposes = True  # `lontar mapping new` reads the file without being told anything
        if head is not None:
            self.add(head)

    def place(self, column):
        row = len(self.lines) + 1
        if self.sheet:
            sheet = "'%s'" % self.sheet if " " in self.sheet else self.sheet  # as in a formula
            return "%s!%s%d" % (sheet, column, row)
        return "%d:%s" % (row, column) if column else str(row)

    def add(self, cells):
        """A row that is not counted: names, a title, nothing."""
        self.lines.append(cells)

    def count(self, kind, cells):
        self.rows["read"] += 1
        self.rows[kind] += 1
        self.lines.append(cells)

    def take(self, cells, *figures):
        """Each figure: column, figure, names of how it was read otherwise than written; a status where it has no number."""
        for column, figure, *names in figures:
            cell = figure.cell(self.concept)
            status = [name[7:] for name in names if name.startswith("status:")]
            if status:
                cell.update(status=status[0], value=None)
            names = sorted(name for name in names if not name.startswith("status:"))
            self.cells.append({**cell, "place": self.place(column), "normalised": names})
        self.count("taken", cells)

    def refuse(self, cells, column, finding):
        self.find(column, finding)
        self.count("refused", cells)

    def find(self, column, finding):
        self.findings.append([finding, self.place(column)])

    def map(self, columns, dimensions=None, **keys):
        """A mapping of indicator A1; JSON, which is YAML."""
        all_dimensions = {name: {"constant": "_T"} for name in ("citizenship", "urbanisation", "geo", "activity")}
        all_dimensions.update({"concept": {"constant": "EA"}}, **(dimensions or {}))
        self.form, self.concept = "mapped", "EA"
        self.mapping = json.dumps({"mapping": self.name, "file": self.name, "source": "published figures, figures.py",
                                   "indicator": "child-labour-5-17", **keys, "columns": columns,
                                   "dimensions": all_dimensions}, ensure_ascii=False, indent=1) + "\n"
        return self

    def expected(self):
        return {"form": self.form, "rows": self.rows, "cells": self.cells, "findings": sorted(self.findings),
                "proposes": self.proposes}

    def text(self, separator=",", line_end="\n"):
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(self.lines)
        return out.getvalue()


def named(figure, value=None, **other):
    """The cells of a row under the catalogue's own names."""
    cells = {"member": figure.member, "indicator": "A1", "measure": figure.measure, "period": figure.period,
             "sex": figure.sex, "age": figure.age, "value": figure.value if value is None else value, **other}
    return [cells[name] for name in NAMED]
