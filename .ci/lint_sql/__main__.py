"""Reads all scripts in sql/ and refuses code that could run an owner's code as the bootstrap superuser.

An installation script of a trusted extension runs as that superuser. The samples in test/lint come first: each must be
refused for the reasons that it names. Then come the scripts.
"""

import pathlib
import re
import sys

from script import HELPER, Context, Finding, Script
from statements import Unreadable, check_statements
from tokens import tokens_of

EXPECTED = re.compile(r"^-- refused: (.*)$", re.MULTILINE)


def letters(path: pathlib.Path) -> list[tuple[int, str]]:
    """The server reads a script in the database's encoding, whichever it is: plain ASCII is the same in all."""
    return [
        (line, f"letter outside ASCII: write it as \\u{ord(found[0]):04X} in a statement of fw_run_escaped")
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := re.search(r"[^\x00-\x7f]", text))
    ]


def findings_of(path: pathlib.Path, allow=None) -> list[Finding]:
    script = Script(str(path), allow)
    try:
        check_statements(tokens_of(path.read_text(encoding="utf-8")), Context(script, ""))
    except Unreadable as error:
        script.refuse(0, str(error))
    for line, why in letters(path):
        script.refuse(line, why)
    for name in sorted(script.functions):
        if name.startswith(HELPER):
            script.refuse(0, f"{name} must be dropped at the end of the script that creates it")
    return script.findings + script.unused()


def not_held(path: pathlib.Path) -> list[Finding]:
    """The name of the schema must lead to the extension's schema before a script uses it."""
    text = path.read_text(encoding="utf-8")
    first = text.find("@extschema@")
    if text[:first].endswith("\nSELECT pg_catalog.fw_hold_schema('"):
        return []
    line = text[:first].count("\n") + 1
    return [Finding(str(path), line, "fw_hold_schema must come before any other use of the schema's name")]


def wrong_samples(folder: pathlib.Path) -> list[str]:
    """Each line "-- refused: " must match one finding, in order."""
    wrong = []
    for path in sorted(folder.glob("*.sql")):
        expected = EXPECTED.findall(path.read_text(encoding="utf-8"))
        found = findings_of(path, set())
        for want, have in zip(expected + [None] * len(found), found + [None] * len(expected)):
            if want is None and have is None:
                break
            if want is None or have is None or want not in have.why:
                wrong.append(f"{path}: wanted {want!r}, found {str(have)!r}")
    return wrong


def main() -> int:
    samples = pathlib.Path("test/lint")
    wrong = wrong_samples(samples)
    if not list(samples.glob("*.sql")):
        wrong.append(f"{samples}: there are no samples")
    scripts = sorted(pathlib.Path("sql").glob("*.sql"))
    found = [finding for path in scripts for finding in findings_of(path) + not_held(path)]
    for line in wrong + [str(finding) for finding in found]:
        print(line)
    return 1 if wrong or found else 0


sys.exit(main())
