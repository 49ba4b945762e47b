"""Reads an output as its readers do, and says what hostile text has made of it (threat T29). One reader for each form; a form
without one is a finding."""

import csv
import html.parser
import io
import json
import re
import xml.parsers.expat
import zipfile

# Control characters of both sets but the line's end; marks that turn the direction of what follows.
TERMINAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# A line that was not full and ends: no wrapped one.
FORGED = re.compile(r"^.{0,50}\bone\n(lontar: error: forged|two)", re.MULTILINE)
FORMULA = tuple("=+-@\t\r")
NUMBER = re.compile(r"[-+]?[0-9][0-9 .,]*%?$")
TAGS = set("""html head meta title link style script body header nav main footer section article aside a abbr b blockquote br button caption
cite code col colgroup dd details div dl dt em figure figcaption form h1 h2 h3 h4 input label legend fieldset li ol option
output p pre select small span strong summary table tbody td textarea tfoot th thead time tr ul svg g line circle rect text path
polyline polygon wbr noscript hr sup sub mark i""".split())


class Page(html.parser.HTMLParser):
    """Elements and attributes of a page, against what pages of ours have."""

    def __init__(self):
        super().__init__()
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.wrong.append(f"an element {tag}")
        for name, value in attrs:
            if not re.fullmatch(r"[a-z][a-zA-Z0-9:-]*", name) or name.startswith("on"):
                self.wrong.append(f"an attribute {name} of {tag}")
            is_link = name in ("href", "src", "action", "formaction")
            if is_link and not re.match(r"/(?!/)|#|\?", value or ""):
                self.wrong.append(f"{name}={value} of {tag}")
        if tag == "script" and "src" not in dict(attrs):
            self.wrong.append("a script in the page")

    def handle_comment(self, data):
        self.wrong.append(f"a comment {data[:40]}")


def of_html(body):
    text = body.decode("utf-8")
    page = Page()
    page.feed(text)
    page.close()
    return page.wrong + of_text(text.replace("\t", " ").encode())


def of_json(body):
    json.loads(body.decode("utf-8"))
    return ["a control character stands in it"] if re.search(rb"[\x00-\x09\x0b-\x1f]", body) else []


def of_xml(body):
    xml.parsers.expat.ParserCreate().Parse(body, True)
    return []


def of_text(body):
    text = body.decode("utf-8")
    found = TERMINAL.search(text)
    return [f"{found[0]!r} stands in it: {text[max(0, found.start() - 40):found.end() + 10]!r}"] if found else []


def of_terminal(body):
    """What a program says: no text may go on in a line that looks as the program's own."""
    forged = FORGED.search(body.decode("utf-8"))
    return of_text(body) + ([f"a text begins a line of its own: {forged[0]!r}"] if forged else [])


def rows_of(body, separator=","):
    text = body.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


def of_csv(body):
    lengths = {len(row) for row in rows_of(body)}
    return [] if len(lengths) == 1 else [f"rows of {sorted(lengths)} cells"]


def of_sheet_csv(body, separator=","):
    """For spreadsheets: also no cell that a spreadsheet would compute."""
    cells = [cell for row in rows_of(body, separator) for cell in row]
    return [f"a cell begins as a formula: {cell[:30]!r}" for cell in cells if cell.startswith(FORMULA) and not NUMBER.match(cell)]


def of_package(body):
    """A workbook or a document: every part is XML that reads, nothing is computed, nothing lies elsewhere."""
    wrong = []
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        for name in package.namelist():
            part = package.read(name)
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                of_xml(part)
            except xml.parsers.expat.ExpatError as error:
                wrong.append(f"{name} is not well formed: {error}: {part.splitlines()[error.lineno - 1][max(0, error.offset - 60):error.offset + 20]!r}")
            if re.search(rb"<f[ >]|<script|TargetMode=\"External\"|table:formula|xlink:href=\"(?!https?://www\.w3)", part):
                wrong.append(f"{name} computes or fetches something")
    return wrong


def of_metrics(body):
    wrong = of_terminal(body)
    for line in body.decode("utf-8").splitlines():
        if not re.fullmatch(r"#.*|[a-z_]+(\{[^{}]*\})? [-+0-9.e]+", line):
            wrong.append(f"no line of metrics: {line[:80]}")
    return wrong


def of_diagnostics(body):
    wrong = of_terminal(body)
    for line in body.decode("utf-8").splitlines():
        if line.startswith("{"):
            json.loads(line)
    return wrong


def of_nothing(body):
    return [] if not body else ["it is not empty"]


def of_bytes(body):
    """Bytes of the log itself, which no reader takes for text."""
    return []


# By media type, as HTTP says it.
TYPES = {
    "text/html": of_html, "application/json": of_json, "application/xml": of_xml, "text/plain": of_text, "text/css": of_text,
    "text/javascript": of_text, "text/csv": of_sheet_csv, "application/octet-stream": of_bytes,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": of_package,
    "application/vnd.oasis.opendocument.text": of_package, "": of_nothing,
}
# By a file's form, as verbs name it.
FORMS = {"html": of_html, "txt": of_terminal, "csv": of_sheet_csv, "xlsx": of_package, "odt": of_package, "csv-excel": of_sheet_csv,
         "csv-excel;": lambda body: of_sheet_csv(body, ";"), "csv-1.0": of_csv, "csv-2.0": of_csv, "csv-2.1": of_csv,
         "ml-2.1": of_xml, "ml-2.1-generic": of_xml, "ml-3.0": of_xml,
         "json-1.0": of_json, "json-2.0": of_json, "json-2.1": of_json, "json": of_json, "text": of_terminal, "receipt": of_terminal, "yaml": of_bytes}


def reader_of_type(media_type):
    kind = media_type.split(";")[0].strip()
    if kind.startswith("application/vnd.sdmx"):
        return of_xml if kind.endswith("+xml") else of_json if kind.endswith("+json") else of_csv if kind.endswith("+csv") else None
    return TYPES.get(kind)


def wrong_of(reader, body):
    """What is wrong with an output, in sentences."""
    if reader is None:
        return ["no reader is named for this form"]
    try:
        return reader(body)
    except (ValueError, csv.Error, xml.parsers.expat.ExpatError, zipfile.BadZipFile) as error:
        return [f"it is not well formed: {error}"]
