#!/usr/bin/env python3
"""Tries tools/clang_tidy.py with programs that stand in for clang: when a pass is kept, and when it is not.

    tools/clang_tidy_test.py

Ends with 1 and says which if something is not as it should be. Standard library only.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

# Says its version; writes down that it was called; finds something where the source, or one that it includes, says so.
TIDY = """#!/bin/bash
if [[ $1 == --version ]]; then echo "LLVM version 14.0.$(cat "$STAND_IN/patch")"; exit 0; fi
echo "${@: -1}" >>"$STAND_IN/calls"
if cat "${@: -1}" $(sed -n 's/^#include "\\(.*\\)"/\\1/p' "${@: -1}") | grep -q wrong; then
  echo "${@: -1}:1:1: error: planted"; exit 1
fi
"""
# Preprocesses to the source, what it includes and the header.
COMPILER = """#!/bin/bash
if [[ $1 == --version ]]; then echo "clang 14"; exit 0; fi
source=$(printf '%s\\n' "$@" | grep '[.]cc$')
cat "$source" $(sed -n 's/^#include "\\(.*\\)"/\\1/p' "$source") header.h
"""


class Tree:
    def __init__(self, folder):
        self.folder = folder
        for name in ("tools", "core", "build", "bin"):
            os.makedirs(os.path.join(folder, name))
        here = os.path.dirname(os.path.abspath(__file__))
        shutil.copy(os.path.join(here, "clang_tidy.py"), os.path.join(folder, "tools"))
        self.write("bin/clang-tidy", TIDY)
        self.write("bin/clang++-14", COMPILER)
        for name in ("bin/clang-tidy", "bin/clang++-14"):
            os.chmod(os.path.join(folder, name), 0o755)
        self.write("bin/patch", "6")
        self.write("build/header.h", "// header")
        self.write(".clang-tidy", "Checks: a")
        self.write("core/a.cc", "int a;")
        self.write("core/b.cc", "int b;")
        self.write("generated.cc", "int wrong;")
        self.database("-O2")

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def database(self, flag):
        entries = [{"directory": os.path.join(self.folder, "build"), "file": os.path.join(self.folder, name),
                    "command": f"ccache-less-c++ {flag} -o x.o -c {os.path.join(self.folder, name)}"}
                   for name in ("core/a.cc", "core/b.cc", "generated.cc")]
        self.write("build/compile_commands.json", json.dumps(entries))

    def run(self, *files):
        """(how it ended, the files that clang-tidy looked at)."""
        calls = os.path.join(self.folder, "bin", "calls")
        if os.path.exists(calls):
            os.remove(calls)
        environment = dict(os.environ, STAND_IN=os.path.join(self.folder, "bin"))
        environment["PATH"] = os.path.join(self.folder, "bin") + ":" + environment["PATH"]
        ended = subprocess.run([sys.executable, "tools/clang_tidy.py", "--build", "build", *files], cwd=self.folder,
                               env=environment, capture_output=True, check=False).returncode
        if not os.path.exists(calls):
            return ended, []
        with open(calls, encoding="utf-8") as file:
            return ended, sorted(os.path.basename(line.strip()) for line in file)


def cases(tree):
    """(what was done, what came of it, what should have)."""
    batch = ["batch.cc"]
    yield "the first run looks at all but generated code, in one text", tree.run(), (0, batch)
    yield "the second at none", tree.run(), (0, [])
    tree.write("core/a.cc", "int a; // NOLINT")
    yield "a changed comment, at its batch", tree.run(), (0, batch)
    tree.write("build/header.h", "// another header")
    yield "a changed header, at all behind it", tree.run(), (0, batch)
    tree.write(".clang-tidy", "Checks: b")
    yield "changed checks, at all", tree.run(), (0, batch)
    tree.write("bin/patch", "7")
    yield "another clang-tidy, at all", tree.run(), (0, batch)
    tree.database("-O2 -Wall")
    yield "other arguments, at all", tree.run(), (0, batch)
    tree.write("core/b.cc", "int wrong;")
    yield "a finding fails, and each file of its batch says whether it is its own", tree.run(), (
        1, ["a.cc", "b.cc", *batch])
    yield "and is not kept, where its neighbour is", tree.run(), (1, ["b.cc", *batch])
    yield "a file that is named, alone", tree.run("core/a.cc"), (0, [])
    yield "one that the build does not know is a mistake", tree.run("core/c.cc"), (2, [])
    tree.write("core/b.cc", "int b;")
    yield "what passed before, passes again", tree.run(), (0, [])
    tree.write("core/b.cc", "int b; // wrong only")
    tree.write("core/.clang-tidy", "Checks: c")
    yield "a folder with settings of its own, file by file", tree.run(), (1, ["a.cc", "b.cc"])


def main():
    surprises, count = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for what, got, right in cases(Tree(folder)):
            count += 1
            if got != right:
                surprises += 1
                print(f"clang_tidy_test: {what}: {got}, should be {right}")
    print(f"clang_tidy_test: {count} cases, {surprises} surprises")
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())
