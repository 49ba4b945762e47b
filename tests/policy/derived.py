"""What doors there are, from the places that say so: the reference pages, the sources of the sites, the help of lontar, the
services. So that a door which is in none of the rows of doors.csv is found, and a row that is of no door.
"""

import re
import subprocess


def text_of(root, path):
    with open(f"{root}/{path}", encoding="utf-8") as file:
        return file.read()


def documented(root, role):
    """The addresses of the tables in docs/reference/http.md: of the hub, or of a node."""
    page = text_of(root, "docs/reference/http.md")
    hub, node = page.split("## HTTP of a node")
    rows = [line.split("|")[1] for line in (hub if role == "hub" else node).splitlines() if line.startswith("| `")]
    found = {address for row in rows for address in re.findall(r"`(/[^`]*)`", row)}
    assert len(found) > 5, f"no addresses of a {role} in http.md"
    return found


# Where the sites take a path apart.
SITES = {
    "hub": ["hub/service/hub_site.cc", "hub/service/site_pages.cc", "hub/service/docket_site.cc", "hub/service/log_site.cc",
            "hub/service/sdmx_site.cc", "core/net/http_watch.cc"],
    "node": ["node/service/node_site.cc", "node/service/office_pages.cc", "core/net/http_watch.cc"],
}


def first_words(root, role):
    """The first words of all paths that the sources of a site compare with."""
    found = set()
    for path in SITES[role]:
        source = text_of(root, path)
        found |= set(re.findall(r"\b(?:path\[0\]|what) [!=]= \"([^\"]+)\"", source))
        found |= set(re.findall(r"\bpath == \"/([^\"/]+)", source))
    assert len(found) > 5, f"the {role}'s sources take no path apart as they did"
    return found


def subjects(root):
    """What may be asked under /api."""
    source = text_of(root, "hub/service/hub_site.cc")
    names = re.search(r"kOpen = \{([^}]*)\}", source)
    assert names, "hub_site.cc lists no subjects as it did"
    return set(re.findall(r"\"([a-z]+)\"", names[1])) | set(re.findall(r"subject != \"([a-z]+)\"", source))


def docket_forms(root):
    source = text_of(root, "hub/service/docket_site.cc")
    found = set(re.findall(r"\"(docket(?:\.[a-z]+)?)\"", source))
    assert len(found) > 3, "docket_site.cc names no forms as it did"
    return found


def media_types(root):
    """Of figures, by generation: what a client may accept."""
    source = text_of(root, "hub/rest/negotiate.cc")
    offers = re.findall(r"\{\"([a-z]+-[^\"]*)\",\s*\"(application/[^\"]*)\",\s*\"([^\"]*)\"", source)
    data = [(name, f"{kind};version={version}") for name, kind, version in offers if ".structure+" not in kind]
    first = [accept for name, accept in data if name in ("csv-1.0", "json-1.0") or name.startswith("ml-2")]
    assert len(data) > 7 and len(first) > 3, "negotiate.cc offers no formats as it did"
    return {"v1": first, "v2": [accept for _, accept in data if accept not in first]}


def said_by_lontar(*words):
    return subprocess.run(["lontar", *words], check=True, capture_output=True, text=True).stdout


def verbs():
    """All verbs, from the overview of the help."""
    rows = re.findall(r"^ {10,}(\S.*)$", said_by_lontar("help"), re.MULTILINE)
    found = {verb.strip() for row in rows for verb in row.split(",") if verb.strip()}
    assert len(found) > 60, found
    return found


def options(verb):
    """All options of a verb, from its help."""
    found = set(re.findall(r"^  (--[a-z-]+)", said_by_lontar("help", verb), re.MULTILINE))
    assert "--json" in found, f"lontar help {verb} lists no options as it did"
    return found


def listed(verb, option):
    """The formats that the help of a verb lists with an option."""
    text = said_by_lontar("help", verb)
    row = re.search(rf"^  --{option} .*\n(?: {{20,}}.*\n)*", text, re.MULTILINE)
    assert row, f"lontar help {verb} has no --{option}"
    return set(re.findall(r"\b(?:csv|ml|json)-[a-z0-9.-]*[a-z0-9]|\b(?:html|xlsx|csv|odt|txt)\b(?!-)", row[0]))


def calls(root):
    """All calls of the services."""
    found = set()
    for service in ("hub_service", "node_service", "sync_service"):
        found |= {f"{service}.{name}" for name in re.findall(r"\brpc (\w+)\(", text_of(root, f"proto/lontar/v1/{service}.proto"))}
    assert len(found) > 40, found
    return found
