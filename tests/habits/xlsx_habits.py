"""Habits of workbooks: merged names, hidden sheets, formulas, numbers as text, what a spreadsheet makes of codes.

Each function gives (habit, bytes of its file).
"""

from habit import NAMED, Habit, named
from xlsx_parts import Error, Formula, Inline, Number, Sheet, workbook

SEXES = {"Boys": "M", "Girls": "F", "Total": "_T"}
AGES = {"5-11": "Y5T11", "12-14": "Y12T14", "15-17": "Y15T17"}
DATE, PERCENT, THOUSANDS = 1, 2, 3


def with_number(figure, cell):
    return named(figure)[:-1] + [cell]


def cells(figures):
    """Every way in which a cell comes about, under the catalogue's own names."""
    habit = Habit("cells.xlsx", NAMED, sheet="Table 1")
    ways = [("F", lambda value: Number(value), []), ("M", lambda value: Number(value, THOUSANDS), []),
            ("_T", lambda value: Formula("G2+G3", value), ["formula-result"])]
    for sex, cell, names in ways:
        figure = figures.of("KH", "number", "2021", sex, "Y15T17")
        habit.take(with_number(figure, cell(figure.value)), ("G", figure, *names))
    texts = [("F", lambda value: value + " (10)", ["footnote-removed"]), ("M", lambda value: value + "\u2021", ["footnote-removed"]),
             ("_T", lambda value: Inline(value[:2], value[2:]), [])]
    for sex, cell, names in texts:
        figure = figures.of("KH", "number", "2012", sex, "Y15T17")
        habit.take(with_number(figure, cell(figure.value)), ("G", figure, "number-as-text", *names))
    share = figures.of("KH", "proportion", "2012", "F", "Y5T17")
    habit.take(with_number(share, Number("0.122", PERCENT)), ("G", share, "percent-sign"))
    share = figures.of("KH", "proportion", "2012", "M", "Y5T17")
    habit.take(with_number(share, share.value + "%"), ("G", share, "number-as-text", "percent-sign"))
    asked = [("F", Formula("G99*2"), "FORMULA_WITHOUT_RESULT"), ("M", Error("#REF!"), "ERROR_IN_CELL"),
             ("_T", Number("0.5", PERCENT), "PERCENT_SIGN_MISPLACED")]
    for sex, cell, finding in asked:
        habit.refuse(with_number(figures.of("KH", "number", "2017", sex, "Y15T17"), cell), "G", finding)
    figure = figures.of("KH", "number", "2017", "F", "Y12T14")
    habit.refuse(with_number(figure, "66,837"), "G", "NUMBER_AMBIGUOUS")
    mangled = named(figure)
    mangled[5] = Number("45240", DATE)  # 5-11 that became the fifth of November
    habit.refuse(mangled, "F", "DATE_IN_CELL")
    yield habit, workbook([Sheet("Table 1", habit.lines)])


def footnotes(figures):
    """`615 (10)` and `2,582‡`, grouped as the Philippine tables are; the mapping says with what."""
    habit = Habit("footnotes.xlsx", ["Year", "Sex", "Children"], sheet="PH")
    columns = {"member": {"constant": "PH"}, "measure": {"constant": "number"}, "period": "Year", "value": "Children"}
    habit.map(columns, {"sex": {"column": "Sex", "map": SEXES}, "age": {"constant": "Y5T17"}}, decimal_mark=".", grouping_mark=",")
    for (word, sex), mark in zip(SEXES.items(), [" (10)", "\u2021", " [a]"]):
        figure = figures.of("PH", "number", "2022", sex, "Y5T17")
        habit.take(["2022", word, format(int(figure.value), ",") + mark],
                   ("C", figure, "footnote-removed", "grouping-removed", "number-as-text"))
    yield habit, workbook([Sheet("PH", habit.lines)])


def merged(figures):
    """A title over all columns, years over boys and girls, an age over two rows; hidden sheets, rows and columns."""
    habit = Habit("merged.xlsx", sheet="A1 2022")
    values = [{"column": "%s / %s" % (year, word), "says": {"period": year}} for year in ("2019", "2022") for word in ("No.",)]
    columns = {"member": {"constant": "PH"}, "measure": {"constant": "number"}, "period": {"constant": "2022"}, "value": values}
    habit.map(columns, {"sex": {"column": "Sex", "map": SEXES}, "age": {"column": "Age", "map": AGES}}, header_row=2, header_rows=2,
              sheet="A1 2022")
    habit.add(["Children in employment", None, None, None, None, None])
    habit.add(["Age", "Sex", "2019", None, "2022", None])
    habit.add([None, None, "No.", "Row", "No.", "Row"])
    ranges = ["A1:F1", "C2:D2", "E2:F2", "A2:A3", "B2:B3"]
    for word, age in AGES.items():
        first = len(habit.lines) + 1
        ranges.append("A%d:A%d" % (first, first + 1))
        for sex_word in ("Boys", "Girls"):
            old, new = (figures.of("PH", "number", year, SEXES[sex_word], age) for year in ("2019", "2022"))
            is_below = sex_word == "Girls"
            names = ["merged-cell"] if is_below else []
            habit.take([None if is_below else word, sex_word, Number(old.value), "a", Number(new.value), "b"],
                       ("C", old, *names), ("E", new, *names))
    # A number that stretches over a column without figures is the row's; one over two rows is nobody's.
    old, new = (figures.of("PH", "number", year, "_T", "Y15T17") for year in ("2019", "2022"))
    row = len(habit.lines) + 1
    ranges += ["C%d:D%d" % (row, row), "C%d:C%d" % (row + 1, row + 2)]
    habit.take(["15-17", "Total", Number(old.value), None, Number(new.value), "b"], ("C", old), ("E", new))
    habit.refuse(["12-14", "Total", Number("193629"), "a", None, "b"], "C", "MERGED_FIGURE")
    habit.refuse(["5-11", "Total", None, "a", None, "b"], "C", "MERGED_FIGURE")
    habit.findings += [["HIDDEN_SHEET", "file"], ["SHEET_NOT_READ", "file"], ["HIDDEN_ROWS", "file"], ["HIDDEN_COLUMNS", "file"]]
    sheets = [Sheet("notes", [["ILOSTAT"]]), Sheet("A1 2022", habit.lines, ranges, hidden_rows=(5,), hidden_columns=(4,)),
              Sheet("old", [[Number("1")]], is_hidden=True)]
    yield habit, workbook(sheets)


ALL = [cells, footnotes, merged]
