#!/usr/bin/env python3
"""Plants violations into a tree of its own and expects each to be found, and nothing besides.

Needs only what python3-minimal brings: no unittest, no tempfile.
"""

import os
import sys

sys.dont_write_bytecode = True

import limits_page  # noqa: E402
import tidy  # noqa: E402
import tidy_code  # noqa: E402

_LONG_FUNCTION = "void Long() {\n" + "  Step();\n" * 70 + "}\n"
_HEADER = "#pragma once\n"
_MARKER = "to" + "do"

# (path, content, what must be found in it as (rule, line)).
_CASES = [
    # Edges.
    ("core/base/clean.h", _HEADER + '#include <string>\n\n#include "absl/strings/string_view.h"\n', []),
    ("core/base/up.cc", '#include "core/base/clean.h"\n#include "core/trust/sha256.h"\n', [("edge", 2)]),
    ("core/fold/own.cc", '#include "core/observation/block.h"\n#include "core/base/clean.h"\n', []),
    ("core/fold/store.cc", '#include "core/store/store.h"\n', [("edge", 1)]),
    ("core/sync/reach.cc", '#include "core/store/store.h"\n#include "core/fold/fold.h"\n', [("edge", 2)]),
    ("core/log/engine.cc", '#include "core/store/rocksdb/open.h"\n', [("edge", 1)]),
    ("core/formats/keys.cc", '#include "core/trust/sha256.h"\n', [("edge", 1)]),
    ("core/attic/lost.cc", "int x;\n", [("edge", 1)]),
    ("node/core/other.cc", '#include "hub/core/sequencer.h"\n', [("edge", 1)]),
    ("node/service/main.cc", '#include "core/store/rocksdb/open.h"\n#include "node/core/node.h"\n', []),
    ("cli/verb/init.cc", '#include "node/service/init.h"\n', []),
    ("cli/verb/inside.cc", '#include "node/service/server.h"\n#include "node/core/node.h"\n',
     [("edge", 1), ("edge", 2)]),
    ("hub/core/tested.cc", '#include "tests/support/temp_folder.h"\n', [("edge", 1)]),
    ("core/chain/flat.cc", '#include "entry.h"\n', [("include", 1)]),
    ("tests/unit/fold/free_test.cc", '#include "core/audit/audit.h"\n#include "lontar/v1/entry.pb.h"\n', []),
    ("core/chain/said.cc", '// #include "core/fold/fold.h"\n/*\n#include "core/fold/fold.h"\n*/\n', []),
    # Walls.
    ("core/chain/wire.cc", '#include "lontar/v1/entry.pb.h"\n', []),
    ("core/chain/entry.cc", '#include "lontar/v1/entry.pb.h"\n', [("wall", 1)]),
    ("core/net/hub_client.cc", '#include "lontar/v1/hub_service.grpc.pb.h"\n#include <grpcpp/grpcpp.h>\n', []),
    ("cli/verb/status.cc", '#include "lontar/v1/hub_service.grpc.pb.h"\n#include <grpcpp/grpcpp.h>\n',
     [("wall", 1), ("wall", 2)]),
    ("core/log/db.cc", "#include <rocksdb/db.h>\n", [("wall", 1)]),
    ("core/trust/sha.h", _HEADER + "#include <openssl/evp.h>\n", [("wall", 2)]),
    ("core/trust/sha.cc", "#include <openssl/evp.h>\n", []),
    ("core/fold/yaml.cc", "#include <yaml-cpp/yaml.h>\n", [("wall", 1)]),
    ("core/fold/state_json.cc", "#include <nlohmann/json.hpp>\n", []),
    ("core/fold/state.cc", "#include <nlohmann/json.hpp>\n", [("wall", 1)]),
    ("core/base/wide.cc", "#include <google/protobuf/message.h>\n", [("wall", 1)]),
    ("core/net/standing_json.cc", "#include <nlohmann/json.hpp>\n", []),
    ("core/net/daemon.cc", "#include <CLI/CLI.hpp>\n", []),
    ("node/service/flags.cc", "#include <CLI/CLI.hpp>\n", [("wall", 1)]),
    # One name, one type.
    ("core/net/first.h", _HEADER + "namespace lontar::net {\nstruct Daemon {};\nclass Later;\n}\n", []),
    ("core/net/second.h", _HEADER + "namespace lontar::net {\nclass Daemon final : public Base {\n};\nclass Later {};\n}\n",
     [("one-type", 3)]),
    ("hub/core/daemon.h", _HEADER + "namespace lontar::hub {\nstruct Daemon {\n  struct Later {};\n};\n}\n", []),
    # Pure rooms.
    ("core/sync/thread.cc", "#include <thread>\nSystemClock clock;\n", [("pure", 1), ("pure", 2)]),
    ("hub/service/thread.cc", "#include <thread>\n", []),
    # Sizes.
    ("core/log/long.cc", "int a;\n" + _LONG_FUNCTION, [("function-length", 2)]),
    ("core/log/wide.cc", "// " + "x" * 98 + "\n", [("line-length", 1)]),
    ("core/log/tall.h", _HEADER + "int a;\n" * 300, [("file-length", 301)]),
    ("core/log/tall.cc", "int a;\n" * 501, [("file-length", 501)]),
    ("tests/unit/log/tall_test.cc", "int a;\n" * 700, []),
    ("core/log/many.cc", "".join(f"#include <a{i}>\n" for i in range(26)), [("includes", 26)]),
    ("core/log/five.cc", "int Five(int a, std::map<int, int> b, int c, int d, int e) {\n  return a;\n}\n",
     [("parameters", 1)]),
    ("core/log/four.cc", "std::function<int(int, int)> Four(int a, std::map<int, int> b, int c,\n"
     "                                  F<int(int, int)> d) {\n  return Call({a, b, c, d, 5, 6});\n}\n", []),
    ("core/log/bare.h", "// Nothing first.\n#pragma once\n", [("pragma", 1)]),
    # Calls.
    ("core/store/now.cc", "auto a = absl::Now();\nauto b = std::chrono::system_clock::now();\nauto c = time(nullptr);\n",
     [("clock", 1), ("clock", 2), ("clock", 3)]),
    ("core/base/clock.cc", "auto a = absl::Now();\n", []),
    ("core/store/dice.cc", "std::random_device d;\n", [("entropy", 1)]),
    ("hub/service/nap.cc", "std::this_thread::sleep_for(x);\nabsl::SleepFor(x);\n", [("sleep", 1), ("sleep", 2)]),
    ("hub/service/lock.cc", "absl::Mutex m;\nabsl::MutexLock l(&m);\n", [("absl-mutex", 1), ("absl-mutex", 2)]),
    ("core/log/view.h", _HEADER + "void Read(std::string_view text);\n", [("std-view", 2)]),
    ("core/log/type.cc", "absl::optional<int> a;\nauto b = std::format(c);\n", [("absl-type", 1), ("format", 2)]),
    ("core/log/said.cc", 'const char* a = "absl::Now() sleep_for";  // std::format is not there\n', []),
    ("tests/unit/log/skip_test.cc", "GTEST_SKIP();\nTEST(A, DISABLED_B) {}\n",
     [("skipped-test", 1), ("skipped-test", 2)]),
    # Words and names.
    ("core/util/x.h", _HEADER, [("edge", 1)]),
    ("docs/page.md", f"All is well.\nA {_MARKER.upper()} is left.\n", [("marker", 2)]),
    ("docs/path.md", "see /wo" + "rk/there\n", [("machine-path", 1)]),
    ("web/form.html", '<input place' + 'holder="KH">\n', []),
    ("docs/data.bin", b"\0" + _MARKER.encode(), []),
    ("build/generated.cc", f"// {_MARKER}\n", []),
    # Reason ids.
    ("docs/reference/problems.md", "| reason id | what |\n|---|---|\n| `CHAIN_GAP` | `LEFT_OUT` |\n| `USAGE` | words |\n"
     "| `BY_NOBODY` | words |\n| `USAGE` | again |\n", [("reason-listed", 5), ("reason-listed", 6)]),
    ("core/chain/reason.cc", 'Problem(absl::StatusCode::kAborted, "CHAIN_GAP", "no");\n// "SAID_ONLY"\n'
     'Add("NOT_LISTED", "LEFT_OUT OR", "x_LEFT_OUT");\nconstexpr const char* kUnit = "PS_THS";\n',
     [("reason-listed", 3)]),
    ("cli/verb/reason.cc", 'Problem(absl::StatusCode::kInvalidArgument,\n        "USAGE", x);\nOption("FILE", "LONTAR_HUB");\n'
     'Problem(absl::StatusCode::kInternal, "ALONE", x);\n', [("reason-listed", 4)]),
    ("tests/unit/chain/reason_test.cc", 'EXPECT_EQ(ReasonOf(x), "OF_TESTS");\n', []),
    # The page of limits.
    ("core/base/limits.h", _HEADER + "// == Doors\n// Why.\ninline constexpr int kDoorsMax = 7;\n", []),
    ("docs/reference/limits.head.md", "# Limits\n", []),
    ("docs/reference/limits.md", "# Limits\n\nof last year\n", [("limits", 1)]),
    # Waivers.
    ("core/log/waived.cc", _LONG_FUNCTION, []),
    ("tools/tidy_waivers.txt", "# Comment.\nfunction-length core/log/waived.cc one case for each act\n"
     "edge core/log/gone.cc was moved\nedge core/log/why.cc\n", [("waiver", 3), ("waiver", 4)]),
]

_FUNCTIONS = """
namespace a {
template <class T, class U>
class C : public B {
 public:
  C(int a, int b) : a_(a), b_(b) {}
  int One() const { return 1'000'000; }
};
constexpr int kList[] = {1, 2};
enum class E { kA, kB };
std::string Two(const std::function<void(int, int)>& f, int x) {
  if (x) { f('{', 2); }
  return R"(} } {)";
}
TEST(Law, Holds) {
}
}  // namespace a
"""


def _write(root, path, content):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def _remove(root):
    for folder, folders, names in os.walk(root, topdown=False):
        for name in names:
            os.remove(os.path.join(folder, name))
        for name in folders:
            os.rmdir(os.path.join(folder, name))


def test_planted(root):
    _remove(root)
    for path, content, _ in _CASES:
        _write(root, path, content)
    wanted = {(path, line, rule) for path, _, finds in _CASES for rule, line in finds}
    wanted.add(("core/util", 1, "folder"))
    found = {(path, line, rule) for path, line, rule, _ in tidy.check_tree(root)}
    _remove(root)
    return ([f"not found: {item}" for item in sorted(wanted - found)]
            + [f"found without being there: {item}" for item in sorted(found - wanted)])


def test_functions():
    found = [(name, last - first + 1, parameters)
             for name, first, last, parameters in tidy_code.functions(tidy_code.bare_code(_FUNCTIONS))]
    wanted = [("C", 1, 2), ("One", 1, 0), ("Two", 4, 2), ("Law.Holds", 2, 2)]
    return [] if found == wanted else [f"functions: {found}, not {wanted}"]


_LIMITS = """#pragma once
// == First
// Why it is so,
// in two lines.
inline constexpr size_t kFrameBytesMax = 2 * 1024;

// == Second
// A sum.
inline constexpr size_t kMessageBytesMax =
    kFrameBytesMax + 64 * 1024;
// Long.
inline constexpr int kWaitMs = 5 * 1000;
// All.
inline constexpr uint64_t kSizeMax = uint64_t{1} << 63;
"""

# (header, what must be said of it).
_BAD_LIMITS = [
    ("// == A\n\n// Far away.\n\ninline constexpr int kA = 1;\n", "line 5: kA has no reason"),
    ("// Why.\ninline constexpr int kA = 1;\n", "stands before"),
    ("// == A\n// Why.\ninline constexpr int kA = kB;\n", "kB is not defined above"),
    ("// == A\n// Why.\ninline constexpr int kA = Call(1);\n", "is not defined above|is more than"),
    ("// == A\n// Why.\ninline constexpr double kA = 1.5;\n", "is no constant that the page can show"),
]


def test_limits():
    wrong = []
    found = [(title, [(name, limits_page.shown(value, unit), reason) for name, value, unit, reason in rows])
             for title, rows in limits_page.tables_of(_LIMITS)]
    wanted = [("First", [("kFrameBytesMax", "2 KiB", "Why it is so, in two lines.")]),
              ("Second", [("kMessageBytesMax", "66 KiB", "A sum."), ("kWaitMs", "5 s", "Long."),
                          ("kSizeMax", "2^63", "All.")])]
    if found != wanted:
        wrong.append(f"limits: {found}, not {wanted}")
    for header, said in _BAD_LIMITS:
        try:
            limits_page.tables_of(header)
            wrong.append(f"limits: nothing said of {header!r}")
        except limits_page.Mistake as mistake:
            if not any(part in str(mistake) for part in said.split("|")):
                wrong.append(f'limits: "{mistake}" does not say "{said}"')
    return wrong


def main():
    root = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "build", "tidy_test")
    wrong = test_functions() + test_limits() + test_planted(root)
    for line in wrong:
        print(f"tidy_test: {line}")
    print(f"tidy_test: {len(_CASES)} planted files, {len(wrong)} surprises")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
