#!/usr/bin/env python3
"""Tries tools/tested.py with pages and tests that are wrong, one way each: every one must be found.

    tools/tested_test.py

Ends with 1 and says which if something is not as it should be. Standard library only.
"""

import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tested  # noqa: E402

TEST = """// Threat T30. Invariants 8 and 10–12.
TEST(Door, HoldsOut) {}
TEST_F(OtherTest, IsThere) {}
"""


def rows(extra=(), without=()):
    """A page with a row for each number that is asked for, all of them right."""
    made = [f"| {number} | what | `Door.HoldsOut` |" for number in [*tested.THREATS, *tested.INVARIANTS] if number not in without]
    return "\n".join([*made, *extra]) + "\n"


def findings(page, test):
    with tempfile.TemporaryDirectory() as root:
        for folder in ("docs", "tests/unit"):
            os.makedirs(os.path.join(root, folder))
        for path, text in ((tested.PAGE, page), ("tests/unit/door_test.cc", test)):
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        return tested.check(root)


def names_all():
    """A test that names every number."""
    numbers = ", ".join(tested.INVARIANTS)
    return TEST + "".join(f"// Threat {threat}.\n" for threat in tested.THREATS) + f"// Invariants {numbers}.\n"


CASES = {
    "a page where all is right": (rows(), names_all(), None),
    "a threat without a row": (rows(without=["T30"]), names_all(), "no row for T30"),
    "an invariant without a row": (rows(without=["8"]), names_all(), "no row for 8"),
    "a row without a test": (rows(["| T31 | what | none so far |"]), names_all(), "T31 names no test"),
    "a row that says not yet": (rows(["| T31 | what | not yet |"]), names_all(), "T31 names no test"),
    "a case that is not there": (rows(["| T31 | what | `Door.IsGone` |"]), names_all(), "T31 names Door.IsGone"),
    "a file that is not there": (rows(["| T31 | what | `tests/fault/gone.sh` |"]), names_all(), "T31 names tests/fault/gone.sh"),
    "a file that does not name the number": (
        rows(without=["T31"], extra=["| T31 | what | `OtherTest.IsThere` |"]),
        names_all().replace("// Threat T31.\n", ""), "no file of its tests names T31"),
    "a number that is a part of another": (
        rows(without=["1"], extra=["| 1 | what | `Door.HoldsOut` |"]),
        TEST.replace("8 and 10–12", "10–12"), "no file of its tests names 1:"),
}
READ = [("Invariants 8 and 10–12.", "11", True), ("Invariants 8 and 10–12.", "9", False), ("(invariant 8)", "8", True),
        ("Threat T30.", "T30", True), ("Threat T300.", "T30", False), ("// Invariants 8\n// and 9.", "9", True)]


def main():
    wrong = []
    for name, (page, test, wanted) in CASES.items():
        found = findings(page, test)
        if (wanted is None and found) or (wanted and not any(wanted in finding for finding in found)):
            wrong.append(f"{name}: {found[:3]}")
    wrong += [f"names_it({text!r}, {number}) is not {wanted}" for text, number, wanted in READ
              if tested.names_it(text, number) is not wanted]
    print("\n".join(wrong) if wrong else f"tested_test: {len(CASES)} pages, {len(READ)} texts, 0 surprises")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
