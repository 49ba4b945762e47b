"""Asks a door of the federation of states.sh as every viewer, and says whose canaries are in what comes back."""

import http.client
import io
import itertools
import os
import re
import subprocess
import zipfile

HUB_VIEWERS = ["nobody", "public", "auditor", "slom", "slom-KH", "slom-VN", "KH", "VN", "asec"]
# Who stands at a local socket, or holds a mirror, and as whom the matrix counts them. The hub's operator is ASEC.
PLACES = {"hub": ("asec", ["--hub", "hub"]), "node": ("office", ["--node", "node"]),
          "vn": ("other-office", ["--node", "vn"]), "mirror": ("mirror", ["--mirror", "mirror", "--vkey", "hub/log.vkey"]),
          "bare": ("office", [])}


def unpacked(body):
    """All bytes of an answer that may hold a figure: of a workbook or document, of its parts."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def plain(body):
    """As text, with digits as they are when nobody groups them."""
    text = unpacked(body).decode("utf-8", "replace")
    return text + re.sub(r"(?<=\d)(?:&#160;|&nbsp;|[\s,.'’\u00a0\u2009\u202f])(?=\d{3})", "", text)


def expand(pattern, values):
    """All addresses of a pattern: each {name} in turn is each of values[name]."""
    names = sorted(set(re.findall(r"\{(\w+)\}", pattern)))
    for chosen in itertools.product(*(values[name] for name in names)):
        address = pattern
        for name, value in zip(names, chosen):
            address = address.replace("{" + name + "}", str(value))
        yield address


class Hall:
    """The doors of one federation."""

    def __init__(self, states, values, accepts, is_whole):
        self.is_whole = is_whole
        self.canaries = {state["state"]: state["canary"] for state in states}
        self.values = values
        self.accepts = accepts
        self.tokens = {}
        for name in os.listdir("tokens"):
            with open(f"tokens/{name}", encoding="ascii") as file:
                self.tokens[name] = file.read().strip()
        self.asked = 0
        self.files = itertools.count()

    def seen_in(self, text):
        return {state for state, canary in self.canaries.items() if canary in text}

    def raw(self, role, address, token, accept="*/*"):
        """Status, heads and body of an answer."""
        with open(f"{role}/http-port", encoding="ascii") as file:
            line = http.client.HTTPConnection("127.0.0.1", int(file.read()), timeout=30)
        method, path = ("POST", address[5:]) if address.startswith("POST ") else ("GET", address)
        headers = {"Host": "localhost", "Accept": accept}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body="" if method == "POST" else None, headers=headers)
        answer = line.getresponse()
        body = answer.read()
        line.close()
        self.asked += 1
        return answer.status, answer.headers, body

    def fetch(self, role, address, token, accept="*/*"):
        status, headers, body = self.raw(role, address, token, accept)
        return status, str(headers) + "\n" + plain(body)

    def asked_of(self, door):
        """Each address of a door, with each form that may be asked for there."""
        for address in self.addresses(door):
            begin = next((begin for begin in self.accepts if address.startswith(f"/sdmx/{begin}/data")), "")
            for accept in self.accepts.get(begin, ["*/*"]):
                yield address, accept

    def addresses(self, door):
        for pattern in re.split(r"(?<!POST) (?=/|POST )", door["asked"]):
            yield from expand(pattern, self.values)

    def of_page(self, role, door, viewer):
        """What a viewer sees behind an address, over all that are asked of it; and the statuses."""
        seen, statuses = set(), set()
        for address, accept in self.asked_of(door):
            status, text = self.fetch(role, address, self.tokens.get(viewer, ""), accept)
            statuses.add((status, address) if status >= 400 else (200, ""))
            seen |= self.seen_in(text)
        return seen, statuses

    def command(self, place, verb, arguments):
        """What a verb prints, and the files that it makes by their names."""
        out = f"run/made-{next(self.files)}-"
        words = arguments.replace("{out}", out).replace("{folder}", out).split()
        done = subprocess.run(["lontar", *verb.split(), *words, *PLACES[place][1]], capture_output=True, check=False)
        self.asked += 1
        made = {}
        for folder, _, names in os.walk("run"):
            for name in names:
                if os.path.join(folder, name).startswith(out):
                    with open(os.path.join(folder, name), "rb") as file:
                        made[name] = file.read()
        return done, made

    def commands_of(self, door):
        """Each command of a verb's door: its place and its words."""
        for group in door["asked"].split(" | "):
            places, arguments = group.split(":", 1)
            for place in places.split():
                for words in expand(arguments.strip(), self.values_at(place, door)):
                    yield place, words

    def values_at(self, place, door):
        """All formats are asked of the hub; elsewhere one, unless it is the whole matrix."""
        values = dict(self.values, out=["{out}"], folder=["{folder}"])
        if place != "hub" and not self.is_whole:
            values.update(format=["csv-2.1"], sdg=["csv-2.1"], paper=["html"], json=["--json"])
            if "comparison" not in door["shows"]:
                values.update(collection=values["collection"][:1])
        return values

    def of_verb(self, door):
        """By viewer, what a verb shows; and what ended otherwise than with 0."""
        seen, ended = {}, set()
        for place, words in self.commands_of(door):
            done, made = self.command(place, door["door"], words)
            text = "".join(plain(each) for each in (done.stdout, done.stderr, *made.values()))
            seen.setdefault(PLACES[place][0], set()).update(self.seen_in(text))
            if done.returncode != 0:
                ended.add((done.returncode, f"{place}: {door['door']} {words}", text[-300:]))
        return seen, ended
