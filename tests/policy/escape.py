"""Reads every output of the federation of escape.sh (threat T29): each address of hub and node, each verb in each form, what the programs
say of themselves. What may be asked is doors.csv, which policy.py holds complete; each output has its own reader (readers.py).
"""

import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ask  # noqa: E402
import corpus  # noqa: E402
import derived  # noqa: E402
import policy  # noqa: E402
import readers  # noqa: E402

ROOT = os.environ["LONTAR_SOURCE_DIR"]
# One who sees everything; and all that hangs on a reader's words.
VIEWERS = {"hub": "asec", "node": "approver"}
# Whose texts must stand in some output, or the test looks at nothing. What lies in a part that no output shows is not here.
FIELDS = ["notice", "catalogue", "round", "provider", "register", "file", "reason", "returner", "narrative", "question",
          "answer", "closing", "drafter", "declining", "decision", "meeting", "document", "evaluation", "source", "comment", "definition"]


class Outputs:
    def __init__(self):
        self.wrong = []
        self.found = set()
        self.read = 0

    def take(self, where, reader, body):
        self.read += 1
        self.wrong += [f"{where}: {sentence}" for sentence in readers.wrong_of(reader, body)]
        text = ask.unpacked(body).decode("utf-8", "replace")
        self.found |= {field for field in FIELDS if corpus.mark_of(field) in text}


def read_pages(hall, doors, outputs):
    for door in doors:
        if door["kind"] not in VIEWERS:
            continue
        for address, accept in hall.asked_of(door):
            status, headers, body = hall.raw(door["kind"], address, hall.tokens[VIEWERS[door["kind"]]], accept)
            reader = readers.reader_of_type(headers.get("Content-Type", ""))
            if address == "/metrics":
                reader = readers.of_metrics
            outputs.take(f"{door['kind']} {address} ({accept}, {status}, {headers.get('Content-Type', '')})", reader, body)


def form_of(words):
    """In which form a verb writes a file, by its words."""
    named = re.search(r"--format (\S+)", words)
    separator = ";" if "--separator ;" in words else ""
    return named[1] + separator if named else "csv-2.1"


def read_verbs(hall, doors, outputs):
    for door in doors:
        if door["kind"] != "verb" or not door["asked"]:
            continue
        for place, words in hall.commands_of(door):
            if place == "vn":
                continue
            done, made = hall.command(place, door["door"], words)
            where = f"lontar {door['door']} {words} ({place})"
            is_json = "--json" in words and done.returncode == 0
            outputs.take(where, readers.of_json if is_json else readers.of_terminal, done.stdout)
            outputs.take(f"{where}, said", readers.of_terminal, done.stderr)
            for name, body in made.items():
                ending = os.path.splitext(name)[1][1:]
                form = ending if ending in readers.FORMS else form_of(words)
                is_package = body.startswith(b"PK")
                reader = readers.of_package if is_package else readers.FORMS.get(form)
                if door["door"] == "draft export":
                    reader = readers.of_bytes
                outputs.take(f"{where}, {name}", reader, body)


def read_said(outputs):
    """What the commands of escape.sh said when they filled the fields, and what the programs say of themselves."""
    with open("run/said", "rb") as file:
        for piece in file.read().split(b"\1")[1:]:
            words, said = piece.split(b"\n", 1)
            is_json = b"--json" in words
            outputs.take(words.decode("utf-8", "replace")[:60], readers.of_json if is_json else readers.of_terminal, said)
    for name in sorted(os.listdir("run")):
        if name.startswith("refused-"):
            with open(f"run/{name}", "rb") as file:
                outputs.take(name, readers.of_terminal, file.read())
    for name in ("hub", "node"):
        with open(f"run/{name}.txt", "rb") as file:
            outputs.take(f"diagnostics of the {name}", readers.of_diagnostics, file.read())


def main():
    doors = policy.rows_of("doors.csv")
    values = policy.values_for(True)
    values.update(collection=["asean-child-labour"], flow=["ASEAN_CHILD_LABOUR"], osh=[], member=["KH"],
                  draft=["draft-4", "draft-5", "draft-6", "draft-7"], receipt=[2, 3], source=["hostile"])
    hall = ask.Hall([], values, derived.media_types(ROOT), True)
    outputs = Outputs()
    read_pages(hall, doors, outputs)
    read_verbs(hall, doors, outputs)
    read_said(outputs)
    for field in FIELDS:
        if field not in outputs.found:
            outputs.wrong.append(f"no output shows the text of the field {field}")
    for sentence in sorted(outputs.wrong):
        print(sentence, file=sys.stderr)
    print(f"{len(corpus.CORPUS)} texts, {outputs.read} outputs read, {len(outputs.wrong)} findings")
    return 1 if outputs.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
