#!/usr/bin/env python3
"""Runs clang-tidy over the files of a compile database, in parallel; a file that passed is not looked at again.

    tools/clang_tidy.py --build DIR [--jobs N] [--keep DIR] [FILE...]

Without FILE: every file of the database that lies in the code folders of the repository; generated code does not. Files
that are compiled with the same arguments are then looked at in batches, one after the other in one text, because reading
and matching their headers is most of the work; each file of a batch that is not clean is looked at again by itself, so
that what is found has its own place and two files that cannot stand in one text are no finding. A pass is kept under DIR (default build/clang-tidy) by the SHA-256 of all that the answer depends on: the text as clang
preprocesses it, comments included (NOLINT is one), the compiler's arguments, the .clang-tidy files above the source, the
versions of the two programs and this script. Only passes are kept: a finding is shown each time.

Ends with 0 all pass, 1 findings, 2 usage or a missing program. Standard library only.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True

CODE_FOLDERS = ("core/", "node/", "hub/", "cli/", "tests/", "bench/")
# -Wthread-safety checks the annotations of core/base/mutex.h. g++'s own options are unknown to clang and no finding.
EXTRA_ARGUMENTS = ["-Wthread-safety", "-Wno-unknown-warning-option"]
# What nobody asked for in this time is taken away.
KEPT_DAYS = 30
# Sources of one text: enough that headers do not count, few enough that the processors stay busy to the end.
BATCH_FILES = 12
SLOWEST_SHOWN = 3


class Missing(Exception):
    """A program or a file that is needed is not there."""


def root_folder():
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def version_of(program):
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"{program} does not run: {error}") from error


def compiler_beside(tidy_version):
    """The clang of clang-tidy's own version: another one would preprocess another text."""
    match = re.search(rb"version (\d+)", tidy_version)
    name = f"clang++-{match.group(1).decode()}" if match else "clang++"
    if shutil.which(name) is None:
        raise Missing(f"{name} is not there; clang-tidy's package brings it along")
    return name


def read_database(build):
    path = os.path.join(build, "compile_commands.json")
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError as error:
        raise Missing(f"{path} is not there; configure first: cmake --preset release") from error


def chosen_entries(database, root, files):
    """{path from the root: entry}, for the files asked for, else for all in the code folders."""
    entries = {}
    for entry in database:
        path = os.path.relpath(os.path.join(entry["directory"], entry["file"]), root)
        if path.startswith(CODE_FOLDERS):
            entries.setdefault(path, entry)
    if not files:
        return entries
    wanted = [os.path.relpath(os.path.abspath(file), root) for file in files]
    unknown = [path for path in wanted if path not in entries]
    if unknown:
        raise Missing("the build does not compile " + ", ".join(unknown))
    return {path: entries[path] for path in wanted}


def batches_of(entries, root):
    """Lists of paths that are compiled and judged alike; one whose folder has settings of its own is alone in its list."""
    alike, alone = {}, []
    for path, entry in sorted(entries.items()):
        if any(folder for folder, _ in settings_above(path, root)):
            alone.append([path])
        else:
            alike.setdefault((entry["directory"], *arguments_without_source(entry)), []).append(path)
    return alone + [paths[at:at + BATCH_FILES] for paths in alike.values() for at in range(0, len(paths), BATCH_FILES)]


def arguments_without_source(entry):
    source = os.path.join(entry["directory"], entry["file"])
    return [word for word in compile_arguments(entry) if os.path.join(entry["directory"], word) != source]


def compile_arguments(entry):
    """The compiler's arguments without the compiler, the output and -c."""
    words = shlex.split(entry["command"])[1:]
    kept, skip = [], False
    for word in words:
        if skip or word in ("-o", "-c"):
            skip = word == "-o"
        else:
            kept.append(word)
    return kept


def settings_above(path, root):
    """The bytes of each .clang-tidy between the file and the root, and where it stands."""
    settings, folder = [], os.path.dirname(path)
    while True:
        name = os.path.join(root, folder, ".clang-tidy")
        if os.path.exists(name):
            with open(name, "rb") as file:
                settings.append((folder.encode(), file.read()))
        if not folder:
            return settings
        folder = os.path.dirname(folder)


class Checker:
    def __init__(self, build, keep, root):
        self.build, self.keep, self.root = build, keep, root
        self.batches = os.path.join(root, "build", "clang-tidy-batches")
        tidy_version = version_of("clang-tidy")
        self.compiler = compiler_beside(tidy_version)
        with open(os.path.abspath(__file__), "rb") as file:
            self.common = [tidy_version, version_of(self.compiler), file.read()]

    def digest(self, path, entry):
        """The key that a pass is kept under; None where clang cannot preprocess the file."""
        arguments = compile_arguments(entry) + EXTRA_ARGUMENTS
        text = subprocess.run([self.compiler, "-E", "-C", *arguments], cwd=entry["directory"],
                              capture_output=True, check=False)
        if text.returncode:
            return None
        digest = hashlib.sha256()
        parts = [*self.common, "\0".join(arguments).encode(), text.stdout]
        for folder, settings in settings_above(path, self.root):
            parts += [folder, settings]
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()

    def check(self, path, entry, database):
        """("kept", "passed" or "found", what clang-tidy says) of the source at this path from the root."""
        key = self.digest(path, entry)
        kept = os.path.join(self.keep, key) if key else None
        if kept and os.path.exists(kept):
            os.utime(kept)
            return "kept", ""
        run = subprocess.run(
            ["clang-tidy", "-p", database, "--quiet", *("--extra-arg=" + a for a in EXTRA_ARGUMENTS),
             os.path.join(self.root, path)], capture_output=True, text=True, check=False)
        passed = run.returncode == 0 and not run.stdout.strip()
        if passed and kept:
            with open(kept, "w", encoding="utf-8") as file:
                file.write(path + "\n")
        return ("passed", "") if passed else ("found", run.stdout + run.stderr)

    def check_alone(self, path, entry):
        """(path, outcome, what clang-tidy says, seconds)."""
        start = time.monotonic()
        outcome, said = self.check(path, entry, self.build)
        return path, outcome, said, time.monotonic() - start

    def check_batch(self, entries):
        """The results of check_alone, for several sources that are compiled alike."""
        if len(entries) > 1:
            start = time.monotonic()
            outcome, _ = self.check(*self.one_text(entries))
            if outcome != "found":
                share = (time.monotonic() - start) / len(entries)
                return [(path, outcome, "", share) for path in entries]
        return [self.check_alone(path, entry) for path, entry in entries.items()]

    def one_text(self, entries):
        """What check takes, of a source that includes them all: always the same place for the same files."""
        first = next(iter(entries.values()))
        folder = os.path.join(self.batches, hashlib.sha256("\0".join(entries).encode()).hexdigest()[:16])
        os.makedirs(folder, exist_ok=True)
        source = os.path.join(folder, "batch.cc")
        with open(source, "w", encoding="utf-8") as file:
            file.writelines(f'#include "{os.path.join(self.root, path)}"\n' for path in entries)
        command = shlex.join(["c++", *arguments_without_source(first), "-c", source])
        entry = {"directory": first["directory"], "file": source, "command": command}
        with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
            json.dump([entry], file)
        return os.path.relpath(source, self.root), entry, folder


def take_away_old(keep):
    oldest = time.time() - KEPT_DAYS * 86400
    for name in os.listdir(keep):
        path = os.path.join(keep, name)
        if os.path.getmtime(path) < oldest:
            os.remove(path)


def run(options):
    root = root_folder()
    build = os.path.abspath(options.build)
    keep = os.path.abspath(options.keep or os.path.join(root, "build", "clang-tidy"))
    os.makedirs(keep, exist_ok=True)
    take_away_old(keep)
    entries = chosen_entries(read_database(build), root, options.files)
    batches = [[path] for path in sorted(entries)] if options.files else batches_of(entries, root)
    checker = Checker(build, keep, root)
    start, results = time.monotonic(), []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        waiting = [pool.submit(checker.check_batch, {path: entries[path] for path in batch}) for batch in batches]
        for done in concurrent.futures.as_completed(waiting):
            results += done.result()
            for _, _, said, _ in done.result():
                if said:
                    print(said.rstrip(), flush=True)
    count = {outcome: sum(1 for result in results if result[1] == outcome) for outcome in ("kept", "passed", "found")}
    print(f"clang-tidy: {len(results)} files in {time.monotonic() - start:.0f} s: {count['passed']} looked at and clean, "
          f"{count['kept']} unchanged since they were, {count['found']} with findings")
    for path, _, _, seconds in sorted(results, key=lambda result: -result[3])[:SLOWEST_SHOWN]:
        print(f"  slowest: {seconds:4.1f} s {path}")
    return 1 if count["found"] else 0


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--keep")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("files", nargs="*")
    try:
        return run(parser.parse_args(arguments))
    except Missing as missing:
        print(f"clang_tidy: {missing}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
