"""Habits of CSV files: encodings, separators, line ends, ways of writing numbers, years and what is missing.

Each function gives (habit, bytes of its file).
"""

import codecs
import unicodedata

from habit import NAMED, Habit, named

PERSONS = [("KH", "number", year, sex, "Y15T17") for year in ("2012", "2021") for sex in ("F", "M", "_T")]
SHARES = [("KH", "proportion", "2012", sex, "Y5T17") for sex in ("F", "M", "_T")]
DIGITS = {"thai": 0x0E50, "lao": 0x0ED0, "khmer": 0x17E0, "burmese": 0x1040}


def grouped(digits, mark):
    return format(int(digits), ",").replace(",", mark)


def in_script(text, script):
    return "".join(chr(DIGITS[script] + int(c)) if c.isdigit() else c for c in text)


def all_named(name, figures, cells, write=str, names=()):
    habit = Habit(name, NAMED)
    for cell in cells:
        figure = figures.of(*cell)
        habit.take(named(figure, write(figure.value)), ("G", figure, *names))
    return habit


def encodings(figures):
    """The same rows in every encoding, separator and line end that offices' programs write."""
    ways = [("utf-8.csv", b"", "utf-8", ",", "\n"), ("utf-8-mark-crlf.csv", codecs.BOM_UTF8, "utf-8", ",", "\r\n"),
            ("utf-16le-tab.csv", codecs.BOM_UTF16_LE, "utf-16-le", "\t", "\r\n"),
            ("utf-16be-tab.csv", codecs.BOM_UTF16_BE, "utf-16-be", "\t", "\n"),
            ("utf-16le-without-mark.csv", b"", "utf-16-le", ",", "\r\n"),
            ("semicolon-cr.csv", b"", "utf-8", ";", "\r"), ("bar.csv", b"", "ascii", "|", "\n"),
            ("tab-crlf.csv", b"", "ascii", "\t", "\r\n")]
    for name, mark, encoding, separator, line_end in ways:
        habit = all_named(name, figures, PERSONS + SHARES)
        yield habit, mark + habit.text(separator, line_end).encode(encoding)


def numbers(figures):
    comma = all_named("decimal-comma.csv", figures, SHARES, lambda value: value.replace(".", ","), ["decimal-comma"])
    yield comma, comma.text(";").encode()
    millions = [("VN", "number", "2012", sex, "Y5T17") for sex in ("F", "M", "_T")]
    for name, mark in [("space", " "), ("no-break-space", "\u00a0"), ("apostrophe", "'"), ("comma", ","), ("point", ".")]:
        habit = all_named("grouped-by-%s.csv" % name, figures, millions, lambda value: grouped(value, mark),
                          ["grouping-removed"] + (["trimmed"] if mark == "\u00a0" else []))
        yield habit, habit.text().encode()
    for script in DIGITS:
        habit = all_named("digits-%s.csv" % script, figures, PERSONS + SHARES, lambda value: in_script(value, script),
                          ["digits-of-script"])
        yield habit, habit.text().encode()
    yield from ambiguous(figures)
    marked = Habit("marks-and-percent.csv", NAMED)
    share, persons = figures.of(*SHARES[0]), figures.of(*PERSONS[0])
    marked.take(named(share, share.value + " %"), ("G", share, "percent-sign"))
    marked.take(named(persons, persons.value + " (10)"), ("G", persons, "footnote-removed"))
    other = figures.of(*PERSONS[1])
    marked.take(named(other, other.value + "\u2021"), ("G", other, "footnote-removed"))
    third = figures.of(*PERSONS[2])
    marked.refuse(named(third, third.value + "%"), "G", "PERCENT_SIGN_MISPLACED")
    marked.refuse(named(figures.of(*PERSONS[3]), "1.2E+05"), "G", "NUMBER_SCIENTIFIC")
    marked.refuse(named(figures.of(*PERSONS[4]), "about 100"), "G", "NOT_A_DECIMAL")
    yield marked, marked.text().encode()


def ambiguous(figures):
    """Without a mark that is said nobody can know; the mapping says it."""
    cells = [("LA", "proportion", "2017", sex, "Y5T17") for sex in ("F", "M", "_T")]
    asked = Habit("grouping-ambiguous.csv", NAMED)
    for cell in cells:
        asked.refuse(named(figures.of(*cell), figures.of(*cell).value.replace(".", ",")), "G", "NUMBER_AMBIGUOUS")
    for cell in [("KH", "number", "2012", "F", "Y12T14")]:
        asked.refuse(named(figures.of(*cell), grouped(figures.of(*cell).value, ",")), "G", "NUMBER_AMBIGUOUS")
    yield asked, asked.text().encode()
    columns = {"member": "member", "period": "period", "measure": "measure", "value": "value"}
    said = Habit("grouping-said.csv", NAMED).map(columns, {"sex": "sex", "age": "age"}, decimal_mark=",", grouping_mark=".")
    for cell in cells:
        figure = figures.of(*cell)
        said.take(named(figure, figure.value.replace(".", ",")), ("G", figure, "decimal-comma"))
    for cell in PERSONS:
        figure = figures.of(*cell)
        said.take(named(figure, grouped(figure.value, ".")), ("G", figure, "grouping-removed"))
    yield said, said.text(";").encode()


def thai(figures):
    """Thai heads, digits and years, as a table of the statistical office has them; figures of Thailand."""
    sexes = {"ชาย": "M", "หญิง": "F", "รวม": "_T"}
    columns = {"member": {"constant": "TH"}, "measure": {"constant": "number"}, "period": "ปี พ.ศ.", "value": "จำนวน"}
    dimensions = {"sex": {"column": "เพศ", "map": sexes}, "age": {"constant": "Y15T17"}}
    for name, encoding, keys in [("thai-utf-8.csv", "utf-8", {}), ("thai-said.csv", "cp874", {"encoding": "windows-874"}),
                                 ("thai-guessed.csv", "cp874", {})]:
        habit = Habit(name, ["ปี พ.ศ.", "เพศ", "จำนวน"]).map(columns, dimensions, calendar="buddhist", **keys)
        if name == "thai-guessed.csv":
            habit.findings.append(["ENCODING_GUESSED", "file"])
        for year in ("2016", "2023"):
            for word, sex in sexes.items():
                figure = figures.of("TH", "number", year, sex, "Y15T17")
                habit.take([in_script(str(int(year) + 543), "thai"), word, in_script(figure.value, "thai")],
                           ("C", figure, "digits-of-script", "buddhist-year"))
        yield habit, habit.text(line_end="\r\n").encode(encoding)


def accents(figures):
    """French heads in Windows-1252, and Vietnamese words whose accents stand behind their letters."""
    sexes = {"Garçons": "M", "Filles": "F", "Total général": "_T"}
    columns = {"member": {"constant": "LA"}, "measure": {"constant": "number"}, "period": "Année", "value": "Nombre"}
    habit = Habit("french-1252.csv", ["Année", "Sexe", "Âge", "Nombre"]).map(
        columns, {"sex": {"column": "Sexe", "map": sexes}, "age": {"column": "Âge", "map": {"5–17": "Y5T17"}}},
        encoding="windows-1252")
    for word, sex in sexes.items():
        figure = figures.of("LA", "number", "2022", sex, "Y5T17")
        habit.take(["2022", word, "5–17", figure.value], ("D", figure))
    yield habit, habit.text(";", "\r\n").encode("cp1252")
    sexes = {"Nam": "M", "Nữ": "F", "Tổng số": "_T"}
    columns = {"member": {"constant": "VN"}, "measure": {"constant": "number"}, "period": "Năm", "value": "Số người"}
    habit = Habit("vietnamese-decomposed.csv", ["Năm", "Giới tính", "Số người"]).map(
        columns, {"sex": {"column": "Giới tính", "map": sexes}, "age": {"constant": "Y5T17"}})
    for word, sex in sexes.items():
        figure = figures.of("VN", "number", "2018", sex, "Y5T17")
        names = ["composed"] if sex != "M" else []
        habit.take(["2018", word, figure.value], ("C", figure, *names))
    yield habit, unicodedata.normalize("NFD", habit.text()).encode()


def years(figures):
    cells = [("KH", "number", "2012", "F", "Y15T17"), ("KH", "number", "2021", "F", "Y15T17")]
    asked = Habit("buddhist-years-asked.csv", NAMED)
    for cell in cells:
        figure = figures.of(*cell)
        asked.refuse(named(figure, period=str(int(figure.period) + 543)), "D", "BUDDHIST_YEAR")
    figure = figures.of("KH", "number", "2012", "M", "Y15T17")
    asked.refuse(named(figure, period="2011-12"), "D", "NOT_A_PERIOD")
    asked.take(named(figure, period="2011/12"), ("G", figure, "period-end-year"))
    yield asked, asked.text().encode()
    columns = {"member": "member", "period": "period", "measure": "measure", "value": "value"}
    said = Habit("buddhist-years-said.csv", NAMED).map(columns, {"sex": "sex", "age": "age"}, calendar="buddhist")
    for cell in cells:
        figure = figures.of(*cell)
        said.take(named(figure, period=str(int(figure.period) + 543)), ("G", figure, "buddhist-year"))
    said.refuse(named(figure), "D", "NOT_A_BUDDHIST_YEAR")
    yield said, said.text().encode()


def rows(figures):
    """Marks for what is missing, cells that repeat the one above, thousands, rows that are not of this table."""
    asked = Habit("missing-asked.csv", NAMED)
    for cell, mark in zip(PERSONS, ["-", "..", "n/a", "…", ":", "x"]):
        asked.refuse(named(figures.of(*cell), mark), "G", "MISSING_MARK")
    yield asked, asked.text().encode()
    head = ["Country", "List", "Year", "Sex", "Thousands", "Unit"]
    columns = {"member": "Country", "measure": {"constant": "number"}, "period": "Year", "value": "Thousands", "unit": "Unit"}
    sexes = {"male": "M", "female": "F", "both": "_T"}
    habit = Habit("thousands-filled-down.csv", head).map(
        columns, {"sex": {"column": "Sex", "map": sexes}, "age": {"constant": "Y15T17"}}, take={"List": ["A1"]}, series="List",
        fill_down=["Country", "Year"], missing={"..": "O"}, decimal_mark=".")
    habit.findings.append(["NO_INDICATOR", "file"])  # says how many rows of which texts are not taken
    female, male, both = (figures.of("KH", "number", "2021", sex, "Y15T17") for sex in ("F", "M", "_T"))
    habit.take(["KH", "A1", "2021", "female", female.thousands, "PS_THS"], ("E", female, "scaled"))
    habit.take(["", "A1", "", "Male ", male.thousands, "PS_THS"], ("E", male, "scaled", "filled-down", "letter-case", "trimmed"))
    habit.add(["", "", "", "", "", ""])
    habit.take(["", "A1", "", "both", "..", "PS_THS"], ("E", both, "filled-down", "missing-mark", "status:O"))
    habit.refuse(["KH", "A1", "2021", "boyz", "1.5", "PS_THS"], "D", "CODE_UNMAPPED")
    habit.refuse(["KH", "A1", "2021", "male", "1.5", "PS_THS"], "", "CELL_TWICE")
    habit.refuse(["KH", "A1", "2012", "male", "1.5", "PS_THS", "5"], "", "ROW_TOO_WIDE")
    habit.count("not_taken", ["KH", "A3", "2021", "male", "1.5", "PS_THS"])
    habit.find("A", "ROW_WITHOUT_FIGURES")
    habit.add(["Source: ILOSTAT", "", "", "", "", ""])
    yield habit, habit.text().encode()


def wide(figures):
    """Years and sexes as columns under two rows of names, a title above and a source below."""
    habit = Habit("years-as-columns.csv")
    sexes = {"Boys": "M", "Girls": "F"}
    values = [{"column": "%s / %s" % (year, word), "says": {"period": year, "sex": sex}}
              for year in ("2019", "2022") for word, sex in sexes.items()]
    columns = {"member": {"constant": "PH"}, "measure": {"constant": "number"}, "period": {"constant": "2022"}, "value": values}
    ages = {"5-11": "Y5T11", "12-14": "Y12T14", "15-17": "Y15T17"}
    habit.map(columns, {"sex": {"constant": "_T"}, "age": {"column": "Age", "map": ages}}, header_row=2, header_rows=2)
    habit.add(["Children in employment, Philippines", "", "", "", ""])
    habit.add(["Age", "2019", "", "2022", ""])
    habit.add(["", "Boys", "Girls", "Boys", "Girls"])
    for word, age in ages.items():
        stated = [figures.of("PH", "number", year, sex, age) for year in ("2019", "2022") for sex in sexes.values()]
        habit.take([word] + [figure.value for figure in stated], *zip("BCDE", stated))
    habit.find("A", "ROW_WITHOUT_FIGURES")
    habit.add(["Source: ILOSTAT", "", "", "", ""])
    yield habit, habit.text().encode()


def sdmx(figures):
    measures = {"number": "NB", "proportion": "PT"}
    for name, first, head in [
            ("sdmx-2.0.csv", ["dataflow", "ASEC:WFCL_ROADMAP(1.0.0)", "R"], ["STRUCTURE", "STRUCTURE_ID", "ACTION"]),
            ("sdmx-1.0.csv", ["ASEC:WFCL_ROADMAP(1.0)"], ["DATAFLOW"])]:
        has_labels = name == "sdmx-1.0.csv"
        names = ["REF_AREA", "INDICATOR", "SEX", "AGE", "CONCEPT", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE",
                 "UNIT_MULT"]
        habit = Habit(name, head + [name + ": Label" if has_labels else name for name in names], concept="EA")
        habit.form = "sdmx-csv"
        column = chr(ord("A") + len(first) + names.index("OBS_VALUE"))
        for cell in PERSONS + SHARES:
            figure = figures.of(*cell)
            is_number = figure.measure == "number"
            codes = [figure.member, "CHILD_LABOUR_5_17_" + measures[figure.measure], figure.sex, figure.age, "EA"]
            if has_labels:
                codes = [code + ": Name" for code in codes]
            habit.take(first + codes + [figure.period, figure.thousands, "A", "NUMBER" if is_number else "PT",
                                        "3" if is_number else "0"],
                       (column, figure, *(["scaled"] if is_number else [])))
        yield habit, habit.text().encode()


ALL = [encodings, numbers, thai, accents, years, rows, wide, sdmx]
