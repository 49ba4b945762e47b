"""The tables of tools/tidy.py: which room may include which, the walls, the sizes, the forbidden words.

Source: DESIGN.md section 9 for the edges. Change that page first.
"""

import re

# A room's own edges. What those rooms stand on comes with them: fold may name a value of observation.
EDGES = {
    "core/base": [],
    "core/observation": ["core/base"],
    "core/catalogue": ["core/observation"],
    "core/disclosure": ["core/catalogue"],
    "core/trust": ["core/base"],
    "core/store": ["core/base"],
    "core/store/rocksdb": ["core/store"],
    "core/chain": ["core/trust"],
    "core/log": ["core/trust", "core/store"],
    "core/fold": ["core/catalogue", "core/chain", "core/trust", "core/log"],
    "core/sync": ["core/chain", "core/log"],
    "core/formats": ["core/catalogue", "core/disclosure"],
    "core/paper": ["core/formats", "core/trust"],
    "core/sdmx": ["core/fold", "core/formats"],
    "core/net": ["core/base"],
    "core/pages": ["core/net"],
    "core/audit": ["core/fold"],
    "node/core": ["core/fold", "core/sync", "core/store", "core/formats"],
    "hub/core": ["core/fold", "core/sync", "core/store"],
    "node/pages": ["core/pages"],
    "node/service": ["node/core", "node/pages", "core/net", "core/sdmx", "core/store/rocksdb"],
    "hub/pages": ["core/pages"],
    "hub/rest": ["core/sdmx", "core/net"],
    "hub/service": ["hub/core", "hub/pages", "hub/rest", "core/net", "core/paper", "core/sdmx", "core/store/rocksdb"],
    "node": ["node/service"],
    "hub": ["hub/service"],
    "cli": ["core/fold", "core/sync", "core/formats", "core/pages", "core/paper", "core/sdmx", "core/net", "core/audit",
            "core/store/rocksdb"],
}

# Single headers that a room may include beyond its edges.
EXTRA_HEADERS = {
    "cli": ["node/service/init.h", "hub/service/init.h"],
}

# These may include any room: they check or measure it.
FREE_ROOMS = ["tests", "bench"]

# fold keeps its state in memory; the store that it would reach through log is not for it.
WITHHELD = {"core/fold": ["core/store"]}

# bench/limits measures what is behind a wall by itself, beside our own use of it.
# (name of the wall, what an include must match to be behind it, which files may pass, what would be right).
WALLS = [
    ("service", re.compile(r"\.grpc\.pb\.h$|_service\.pb\.h$"),
     re.compile(r"^(core/net|node/service|hub/service|tests/(unit/(net|node|hub)|integration))/"),
     "generated services belong to core/net and */service"),
    ("message", re.compile(r"(?<!\.grpc)(?<!_service)\.pb\.h$"),
     re.compile(r"/wire(_[a-z]+)?\.(h|cc)$|^tests/|^(core/net|node/service|hub/service|bench/limits)/"),
     "generated messages belong in the room's wire.h and wire.cc"),
    ("protobuf", re.compile(r"^google/protobuf/"),
     re.compile(r"^core/base/strict_wire\.cc$|/wire(_[a-z]+)?\.(h|cc)$|^tests/"),
     "protobuf belongs in core/base/strict_wire.cc and wire files"),
    ("grpc", re.compile(r"^grpc(pp|\+\+)?/"),
     re.compile(r"^(core/net|node/service|hub/service|tests/(unit/(net|node|hub)|integration|support))/|^bench/"),
     "gRPC belongs to core/net and */service"),
    ("rocksdb", re.compile(r"^rocksdb/"),
     re.compile(r"^core/store/rocksdb/|^tests/support/(failing_file_system[a-z_]*|newer_store)\.|^bench/"),
     "RocksDB belongs to core/store/rocksdb; use core/store/store.h"),
    ("openssl", re.compile(r"^openssl/"), re.compile(r"^(core/trust|bench/limits)/[a-z0-9_]+\.cc$"),
     "OpenSSL belongs to core/trust/*.cc"),
    ("yaml", re.compile(r"^yaml-cpp/"), re.compile(r"^core/(catalogue|formats)/[a-z0-9_]+\.cc$"),
     "YAML belongs to core/catalogue/*.cc and core/formats/*.cc"),
    ("workbook", re.compile(r"^xlsxwriter"), re.compile(r"^core/formats/(template_write|stream_sheet)\.cc$"),
     "libxlsxwriter belongs to core/formats/template_write.cc; make a sheet_plan.h of it, or rows for stream_sheet.h"),
    ("json", re.compile(r"^nlohmann/"),
     re.compile(r"^core/(fold|formats|sdmx|net|paper)/[a-z0-9_]*json\.cc$"
                r"|^(core/audit|node/(service|core)|hub/(service|core)|cli)/.*\.cc$|^tests/|^bench/"),
     "JSON is made in *json.cc of core/fold, core/formats, core/sdmx, core/net and core/paper, in core/audit, node, hub and cli, in .cc files only"),
    ("zip", re.compile(r"^zip\.h$"), re.compile(r"^core/formats/zip_(read|write)\.cc$|^tests/support/zip_write\.cc$"),
     "zip files are read in core/formats/zip_read.cc and written in core/formats/zip_write.cc"),
    ("xml", re.compile(r"^expat\.h$"), re.compile(r"^core/formats/xml_read\.cc$"),
     "XML is read in core/formats/xml_read.cc"),
    ("regions", re.compile(r"^unicode/region\.h$"), re.compile(r"^core/sdmx/area_number\.cc$"),
     "ICU is included only by area_number"),
    ("unicode", re.compile(r"^utf8proc\.h$"), re.compile(r"^core/formats/plain_text\.cc$"),
     "Unicode tables are used in core/formats/plain_text.cc"),
    ("http", re.compile(r"^microhttpd\.h$"), re.compile(r"^core/net/http_server\.cc$"),
     "libmicrohttpd belongs to core/net/http_server.cc"),
    ("gzip", re.compile(r"^zlib\.h$"), re.compile(r"^core/net/gzip\.cc$|^tests/unit/net/http_gunzip\.cc$"),
     "answers are compressed in core/net/gzip.cc"),
    ("command line", re.compile(r"^CLI/"), re.compile(r"^(cli/([a-z_]+/)?[a-z0-9_]+|core/net/daemon)\.cc$"),
     "CLI11 belongs to cli and core/net/daemon.cc"),
]

# Rooms without thread, lock, socket, clock, file or entropy.
PURE_ROOMS = ["core/observation", "core/catalogue", "core/disclosure", "core/trust", "core/chain", "core/log", "core/fold",
              "core/sync", "core/formats", "core/paper", "core/sdmx", "core/pages", "node/core", "hub/core", "hub/pages",
              "node/pages", "hub/rest"]
IMPURE_HEADER = re.compile(r"^(thread|mutex|shared_mutex|condition_variable|fstream|random|unistd\.h|fcntl\.h"
                           r"|sys/.*|core/base/(files|mutex)\.h)$")
IMPURE_NAME = re.compile(r"\b(SystemClock|SystemEntropy|ThreadWorkers|steady_clock)\b")

# (rule, pattern on code without comments and strings, files it holds for, files it spares, what would be right).
EVERY = re.compile(r"")
NONE = re.compile(r"(?!)")
CALLS = [
    ("clock", re.compile(r"\babsl::Now\b|\bsystem_clock\b|\btime\s*\(\s*(nullptr|NULL|0|&)|\bgettimeofday\b"),
     EVERY, re.compile(r"^core/base/clock\.cc$"), "ask a base::Clock"),
    ("entropy", re.compile(r"\brandom_device\b|\b(s?rand|getrandom|arc4random)\s*\("),
     EVERY, re.compile(r"^core/base/entropy\.cc$"), "ask a base::Entropy"),
    ("sleep", re.compile(r"\bsleep_(for|until)\b|\bSleepFor\b|\b(u|nano)?sleep\s*\("),
     EVERY, re.compile(r"^core/base/clock\.cc$"), "wait for what you wait for, with a deadline"),
    ("absl-mutex", re.compile(r"\babsl::(Reader|Writer)?Mutex"), EVERY, NONE, "use base/mutex.h"),
    ("std-view", re.compile(r"\bstd::string_view\b"),
     re.compile(r"^(core|node|hub|cli)/.*\.h$"), re.compile(r"^core/base/text_bridge\.h$"),
     "absl::string_view in signatures; bridges are in base/text_bridge.h"),
    ("absl-type", re.compile(r"\babsl::(optional|nullopt|variant|Span)\b"), EVERY, NONE,
     "std::optional, std::variant and std::span"),
    ("format", re.compile(r"\bstd::v?format(_to)?\b"), EVERY, NONE, "absl::StrCat or absl::StrFormat"),
    ("pipeline", re.compile(r"\bviews::"), EVERY, NONE, "a loop, or std::ranges algorithms with a projection"),
    ("skipped-test", re.compile(r"\bGTEST_SKIP\b|\bDISABLED_"), re.compile(r"^tests/"), NONE,
     "a test runs or is not there"),
    ("using-namespace", re.compile(r"\busing\s+namespace\b"), re.compile(r"\.h$"), NONE,
     "name what you use, in the .cc file"),
]

# Every reason id that a program gives, as a literal of its own in these files, stands in a table row of this page, and
# the page names no other.
REASON_PAGE = "docs/reference/problems.md"
REASON_SOURCE = re.compile(r"^(core|hub|node|cli)/.*\.cc$")
REASON_ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]*)` \|")
# Several words are taken for a reason id wherever they stand; a single one only behind a status code.
REASON_ID = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
REASON_ID_BEHIND_CODE = re.compile(r"StatusCode::k\w+,\s*$")
REASON_WORD = re.compile(r"[A-Z][A-Z0-9]*")
# Literals of that form that are something else: (pattern, what they are).
NO_REASON_IDS = [
    (re.compile(r"LONTAR_\w+"), "environment variables of ours"),
    (re.compile(r"LC_\w+|CREDENTIALS_DIRECTORY"), "environment variables of the system's"),
    (re.compile(r"PS_\w+|TH_\w+"), "SDMX units: PS_THS is thousands of persons"),
    (re.compile(r"OBS_(VALUE|STATUS)|CONF_STATUS|COMMENT_OBS|SOURCE_DETAIL|METHOD_NOTE|UNIT_(MEASURE|MULT)|REF_AREA"
                r"|TIME_PERIOD|COMP_BREAKDOWN|DATA_PROVIDERS?|ON_BEHALF|SUBMISSION_ID|LOG_INDEX"), "SDMX components"),
    (re.compile(r"REPORTING_TYPE|INCOME_WEALTH_QUANTILE|EDUCATION_LEV|(CUST|COMPOSITE)_BREAKDOWN|DISABILITY_STATUS"
                r"|DF_SDG_GLH"), "components and dataflow of the global SDG structure"),
    (re.compile(r"CL_[A-Z_]+|A_3|SAME_DEFINITION|DEFINITIONS_DIFFER"), "SDMX code lists and codes"),
    (re.compile(r"(AGE|VALID)_(FROM|TO)|LONG_NAME"), "types of SDMX annotations"),
    (re.compile(r"Y_(GE|LT)"), "the beginnings of SDMX age codes: Y_GE15"),
]

LINE_COLUMNS_MAX = 100
FUNCTION_LINES_MAX = 70
PARAMETERS_MAX = 4
INCLUDES_MAX = 25
HEADER_LINES_MAX = 300
SOURCE_LINES_MAX = 500
TEST_LINES_MAX = 800

FOLDER_NAMES = {"util", "utils", "common", "helper", "helpers", "manager", "managers", "misc"}

# Put together here, so that this file does not hold them.
MARKERS = re.compile(r"\b(" + "|".join(["to" + "do", "fix" + "me", "x" + "xx", "ha" + "ck", "place" + "holder",
                                        "for " + "now"]) + r")\b", re.IGNORECASE)
# An attribute of HTML has that name.
MARKER_SPARED = re.compile("place" + r"holder\s*=|::-?place" + "holder")
TEXT_SUFFIXES = (".h", ".cc", ".proto", ".py", ".sh", ".cmake", ".md", ".txt", ".yaml", ".yml", ".html", ".js",
                 ".css", ".service", ".json")
# Folders of whoever wrote it are on nobody else's machine.
MACHINE_PATH = re.compile(r"(?<![\w.])/(" + "wo" + "rk|ro" + r"ot)/\w")
