"""Published figures, as a habit's file states them and as an import must give them back.

From data/published/ilostat_child_labour.csv (ILOSTAT, the row's `source_series` says which series) and
data/published/unsd_sdg_8_7_1_child_labour.csv (SDG database, United Nations Statistics Division). Numbers are published in
thousands; an office writes persons. Shares nothing with the programs.
"""

import csv
from decimal import Decimal

FILES = ("ilostat_child_labour.csv", "unsd_sdg_8_7_1_child_labour.csv")
MEASURES = {"NUMBER": "number", "PERCENT": "proportion"}
INDICATOR = "child-labour-5-17"
DIMENSIONS = ("sex", "age", "citizenship", "urbanisation", "geo", "activity", "concept")


def plain(value):
    """The decimal without an exponent and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Figure:
    """One published figure: `value` in persons or percent, `thousands` as it is published where it is a number."""

    def __init__(self, row, source):
        self.member, self.period = row["ref_area"], row["time_period"]
        self.sex, self.age = row["sex"], row["age"]
        self.measure = MEASURES[row["measure"]]
        self.thousands = row["value"]
        number = Decimal(row["value"])
        self.value = plain(number * 1000 if row["unit"] == "PS_THS" else number)
        self.source = "%s, series %s, data/published/%s" % (row["source"], row["source_series"], source)

    def cell(self, concept):
        """As `lontar import --json` lists it; without its place."""
        codes = dict.fromkeys(DIMENSIONS, "_T")
        codes.update(sex=self.sex, age=self.age, concept=concept)
        return {"member": self.member, "indicator": INDICATOR, "measure": self.measure, "period": self.period,
                "dimensions": codes, "value": self.value, "status": "A"}


class Figures:
    """All figures of both files without place and activity; the first series that states a cell stands for it."""

    def __init__(self, folder):
        self.by_cell = {}
        for name in FILES:
            with open(folder / name, encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    if row["urbanisation"] != "_T" or row["activity"] != "_T" or row["value"] == "":
                        continue
                    figure = Figure(row, name)
                    self.by_cell.setdefault((figure.member, figure.measure, figure.period, figure.sex, figure.age), figure)

    def of(self, *cell):
        """member, measure, period, sex, age"""
        return self.by_cell[cell]
